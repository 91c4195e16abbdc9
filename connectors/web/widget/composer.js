// The box one writes in: it grows to five lines, keeps its draft, counts near the limit.
import { iconButton, make, words } from './dom.js';

const NEAR_LIMIT = 200;  // characters left from which they are counted
const KEYBOARDS = {
  telephone: ['tel', 'tel'], email: ['email', 'email'], montant: ['decimal', 'off'], rcs: ['numeric', 'off'],
  'numero-cheque': ['numeric', 'off'], nom: ['text', 'family-name'], prenom: ['text', 'given-name'],
  'date-naissance': ['text', 'bday'],
};

export class Composer {
  // `kept.draft` holds what is written; `send(text)` hears what is sent.
  constructor(kept, send) {
    Object.assign(this, { kept, send, limit: 2000 });
    this.text = make('textarea', { id: 'text', rows: 1, autocomplete: 'off', enterKeyHint: 'send' });
    this.text.setAttribute('aria-describedby', 'error counter');
    this.label = make('label', { htmlFor: 'text' });
    this.counter = make('p', { id: 'counter' });
    this.counter.setAttribute('role', 'status');
    this.error = make('p', { id: 'error' });
    this.error.setAttribute('role', 'alert');
    const submit = iconButton('send', words('envoyer'), () => {}, { type: 'submit', className: 'icon primary' });
    // The keyboard of a telephone stays.
    submit.addEventListener('pointerdown', (event) => event.preventDefault());
    this.element = make('form', {}, this.error, this.label,
      make('div', { className: 'entry' }, this.text, submit), this.counter);
    this.element.addEventListener('submit', (event) => this.submit(event));
    this.text.addEventListener('input', () => this.changed());
    this.text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.submit(event);
    });
    this.ask(null);
  }

  // To be called once the box is on the page: it measures itself.
  restore() { this.write(this.kept.draft || ''); }

  write(text) {
    this.text.value = text;
    this.changed();
  }

  // What did not arrive goes before what was being written.
  giveBack(texts) { this.write([...texts, this.text.value].filter(Boolean).join('\n')); }

  changed() {
    this.kept.draft = this.text.value;
    this.say('');
    this.text.style.height = 'auto';
    this.text.style.height = `${this.text.scrollHeight + this.text.offsetHeight - this.text.clientHeight}px`;
    const left = this.limit - [...this.text.value.trim()].length;
    const count = left < 0 ? words('caracteres-en-trop', { nombre: -left }) : words('caracteres-restants', { nombre: left });
    this.counter.textContent = left > NEAR_LIMIT ? '' : count;
    this.counter.className = left < 0 ? 'over' : '';
  }

  say(error) {
    this.error.textContent = error;
    if (error) this.text.setAttribute('aria-invalid', 'true');
    else this.text.removeAttribute('aria-invalid');
  }

  submit(event) {
    event.preventDefault();
    const text = this.text.value.trim();
    if (!text) return;
    if ([...text].length > this.limit) {
      this.say(words('message-trop-long', { max: this.limit }));
      return;
    }
    this.write('');
    this.send(text);
  }

  // The field that is asked, for the keyboard and the progress; null for none.
  ask(field) {
    const [keyboard, autocomplete] = KEYBOARDS[field ? field.type : ''] || ['text', 'off'];
    this.text.inputMode = keyboard;
    this.text.autocomplete = autocomplete;
    this.label.textContent = field
      ? words('votre-reponse', { rang: field.index, total: field.count }) : words('votre-message');
  }
}
