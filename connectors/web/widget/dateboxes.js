// A birth date in three boxes. Whoever writes it otherwise goes on in the box for text: a letter is
// enough, or the button below.
import { button, make, words } from './dom.js';

const PARTS = [['day', 2], ['month', 2], ['year', 4]];
const WRITTEN = /^(\d{0,2})\/(\d{0,2})\/(\d{0,4})$/;
const WHOLE = /^\d{1,2}\/\d{1,2}\/(\d{2}|\d{4})$/;
const NO_DATE = /[^\d\s/.-]|^\s*\d{4}[\s/.-]/;  // a letter, or the year first

export class DateBoxes {
  // `changed()` hears that something was written; `other(text)` what is no date in boxes.
  constructor(changed, other) {
    Object.assign(this, { changed, other });
    this.legend = make('legend');
    this.boxes = PARTS.map(([id, size]) => make('input', {
      id, size, inputMode: 'numeric', autocomplete: `bday-${id}`, enterKeyHint: 'send' }));
    const names = [words('jour'), words('mois'), words('annee')];
    const labelled = this.boxes.map((box, i) => make('div', {}, make('label', { htmlFor: box.id }, names[i]), box));
    this.element = make('fieldset', { hidden: true }, this.legend, make('div', { className: 'boxes' }, ...labelled));
    this.otherwise = button(words('ecrire-autrement'), () => this.other(this.written), { id: 'otherwise', className: 'quiet', hidden: true });
    this.boxes.forEach((box, i) => {
      box.setAttribute('aria-describedby', 'error');
      box.addEventListener('input', () => this.typed(i));
    });
  }

  static takes(text) { return !text || WRITTEN.test(text); }

  // "12/03/1985", as far as it is written.
  get text() { return this.written && this.boxes.map((box) => box.value).join('/'); }
  set text(text) {
    const parts = WRITTEN.exec(text) || [];
    this.boxes.forEach((box, i) => { box.value = parts[i + 1] || ''; });
  }

  get written() { return this.boxes.map((box) => box.value.trim()).filter(Boolean).join(' '); }
  get whole() { return WHOLE.test(this.text); }

  focus() { (this.boxes.find((box) => !box.value) || this.boxes[2]).focus(); }

  // More digits than a box holds, or a mark between them, go on in the next one.
  typed(i) {
    const box = this.boxes[i];
    if (NO_DATE.test(box.value)) {
      this.other(this.written);
      return;
    }
    const [, digits, rest] = new RegExp(`^\\D*(\\d{0,${PARTS[i][1]}})(.*)$`).exec(box.value);
    box.value = digits;
    if (digits && rest && i < 2) {
      const next = this.boxes[i + 1];
      next.focus();
      if (/\d/.test(rest)) {
        next.value = rest;
        this.typed(i + 1);
        return;
      }
    }
    this.changed();
  }
}
