// The box one writes in: it grows to five lines, keeps its draft, counts near the limit. A birth date
// may be given in three boxes that stand in its place, and write into it.
import { DateBoxes } from './dateboxes.js';
import { composes, iconButton, make, words } from './dom.js';

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
    this.date = new DateBoxes(() => this.write(this.date.text), (text) => this.writeFreely(text));
    const submit = iconButton('send', words('envoyer'), () => {}, { type: 'submit', className: 'icon primary' });
    // The keyboard of a telephone stays.
    submit.addEventListener('pointerdown', (event) => event.preventDefault());
    this.element = make('form', {}, this.error, this.label,
      make('div', { className: 'entry' }, this.date.element, this.text, submit), this.date.otherwise, this.counter);
    this.element.addEventListener('submit', (event) => this.submit(event));
    this.text.addEventListener('input', () => this.changed());
    this.text.addEventListener('keydown', (event) => {
      if (event.key === 'Enter' && !event.shiftKey && !composes(event)) this.submit(event);
    });
    this.ask(null);
  }

  // To be called once the box is on the page: it measures itself.
  restore() { this.write(this.kept.draft || ''); }

  focus() { (this.inBoxes ? this.date : this.text).focus(); }

  write(text) {
    this.text.value = text;
    if (this.inBoxes && this.date.text !== text) this.date.text = text;
    this.changed();
  }

  get inBoxes() { return this.text.hidden; }
  set inBoxes(inBoxes) {
    this.text.hidden = this.label.hidden = inBoxes;
    this.date.element.hidden = this.date.otherwise.hidden = !inBoxes;
  }

  // What was begun in the boxes goes on in words.
  writeFreely(text) {
    this.inBoxes = false;
    this.write(text);
    this.text.focus();
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
    for (const box of [this.text, ...this.date.boxes]) {
      if (error) box.setAttribute('aria-invalid', 'true');
      else box.removeAttribute('aria-invalid');
    }
  }

  submit(event) {
    event.preventDefault();
    const text = this.text.value.trim();
    if (this.inBoxes && !this.date.whole) {
      this.say(words('date-incomplete'));
      this.date.focus();
      return;
    }
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
    this.label.textContent = this.date.legend.textContent = field
      ? words('votre-reponse', { rang: field.index, total: field.count }) : words('votre-message');
    const inBoxes = Boolean(field) && field.type === 'date-naissance' && DateBoxes.takes(this.text.value);
    if (inBoxes === this.inBoxes) return;
    const focused = this.element.contains(this.element.getRootNode().activeElement);
    const leftover = !inBoxes && this.text.value && !this.date.whole;
    this.inBoxes = inBoxes;
    this.write(leftover ? '' : this.text.value);
    if (focused) this.focus();
  }
}
