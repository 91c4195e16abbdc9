// The few ways in which the widget makes its elements.
import { TEXTS } from './content.js';

const SVG = 'http://www.w3.org/2000/svg';
const ICONS = {
  chat: 'M4 4h16v12H9l-5 4z', more: 'M4.5 11h1v2h-1zM11.5 11h1v2h-1zM18.5 11h1v2h-1z', close: 'M6 6l12 12M18 6L6 18',
  send: 'M4 12h15M13 6l6 6-6 6', edit: 'M4 20h4L19 9l-4-4L4 16z', copy: 'M9 9h11v11H9zM5 15H4V4h11v1',
  print: 'M7 9V3h10v6M7 17H4V9h16v8h-3M7 14h10v7H7z', down: 'M12 5v14M6 13l6 6 6-6', out: 'M14 4h6v6M20 4L10 14M18 14v6H4V6h6',
  lock: 'M6 11h12v9H6zM8 11V8a4 4 0 0 1 8 0v3', save: 'M12 4v11M7 11l5 5 5-5M4 20h16',
};

// A text of the content; {name} in it is the value of that name.
export const words = (key, values = {}) => TEXTS[key].replace(/{(\w+)}/g, (_, name) => values[name]);

export function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// As replaceChildren, which Chrome 80 does not know.
export function fill(element, ...children) {
  element.textContent = '';
  element.append(...children);
}

export function button(text, act, properties = {}) {
  const made = make('button', { type: 'button', ...properties }, text);
  made.addEventListener('click', act);
  return made;
}

export function icon(name) {
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('viewBox', '0 0 24 24');
  drawing.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', ICONS[name]);
  drawing.append(path);
  return drawing;
}

// A button that shows an icon and is read, and shown on hovering, by its name.
export function iconButton(name, label, act, properties = {}) {
  const made = button('', act, { className: 'icon', title: label, ...properties });
  made.append(icon(name));
  made.setAttribute('aria-label', label);
  return made;
}

export function buttonWithIcon(name, text, act, properties = {}) {
  const made = button('', act, properties);
  made.append(icon(name), make('span', {}, text));
  return made;
}

export const hidden = (text) => make('span', { className: 'seen-by-readers-only' }, text);

// Of a word that is still being composed: what ends it sends nothing and closes nothing. Safari tells it
// by the number alone.
export const composes = (event) => event.isComposing || event.keyCode === 229;

// An identifier nobody else has made; also where the page is not served securely.
export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
