// How what is said is shown. Each function makes an element; `act` holds what its buttons do.
import { button, buttonWithIcon, fill, hidden, icon, iconButton, make, words } from './dom.js';

const LINKS = ['https:', 'tel:', 'mailto:'];
const DOUBLE_TAP_MS = 1000;
const clock = new Intl.DateTimeFormat('fr-FR', { hour: '2-digit', minute: '2-digit' });
const calendar = new Intl.DateTimeFormat('fr-FR', { weekday: 'long', day: 'numeric', month: 'long' });

export function timeOf(at) {
  const date = new Date(at);
  return make('time', { className: 'note', dateTime: date.toISOString() }, clock.format(date));
}

export function dayOf(at) {
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(at).setHours(0, 0, 0, 0)) / 86400000);
  if (days > 1) return calendar.format(new Date(at));
  return days === 1 ? words('hier') : words('aujourdhui');
}

export const saidByYou = (text) =>
  make('div', { className: 'line you' }, make('p', {}, hidden(`${words('vous')}\u00a0: `), text));

// A way to give anew an answer that was taken.
export function correction(text, correct) {
  const name = words('corriger-reponse', { texte: text });
  return iconButton('edit', name, correct, { className: 'icon correct', title: words('modifier') });
}

function saidByUs(text) {
  return make('div', { className: 'line bot' }, make('p', {}, hidden(`${words('assistant')}\u00a0: `), text));
}

// `correct(field)` hears which row of a summary is to be changed.
export function replyLine(reply, correct) {
  const line = saidByUs(reply.text);
  if (reply.checklist.length) line.append(reply.fields.length ? summary(reply, correct) : bullets(reply.checklist));
  const links = reply.links.map(safeLink).filter(Boolean);
  if (links.length) line.append(make('div', { className: 'links' }, ...links));
  if (reply.options.length) line.append(hidden(words('reponses-proposees', { nombre: reply.options.length })));
  return line;
}

function safeLink({ label, url }) {
  let target;
  try {
    target = new URL(url);
  } catch {
    return null;
  }
  if (!LINKS.includes(target.protocol)) return null;
  return make('a', { href: target.href, target: '_blank', rel: 'noopener noreferrer', className: 'button' }, label, icon('out'));
}

const bullets = (items) => make('ul', {}, ...items.map((item) => make('li', {}, item)));

// Two columns, and a way to change each row.
function summary({ checklist, fields }, correct) {
  const rows = checklist.map((item, i) => {
    const [label, ...value] = item.split(/\s: /);
    const change = words('modifier-ligne', { libelle: label });
    const head = make('th', { scope: 'row' }, label);
    return make('tr', {}, head, make('td', {}, value.join(' : ')),
      make('td', {}, iconButton('edit', change, () => correct(fields[i]), { title: words('modifier') })));
  });
  return make('table', {}, make('caption', {}, hidden(words('recapitulatif'))), make('tbody', {}, ...rows));
}

// The answers offered: the first of a confirmation is what one came for.
export function answers(reply, isConfirmation, act) {
  const group = make('div', { className: isConfirmation ? 'options confirmation' : 'options' });
  group.setAttribute('role', 'group');
  group.setAttribute('aria-live', 'off');
  group.setAttribute('aria-label', words('reponses-a', { texte: reply.text }));
  let taken = {};
  for (const option of reply.options) {
    const choice = button(option.label, () => {
      if (taken.option === option && Date.now() - taken.at < DOUBLE_TAP_MS) return;
      taken = { option, at: Date.now() };
      for (const other of group.children) other.setAttribute('aria-pressed', String(other === choice));
      act.choose(option, reply.node);
    });
    choice.dataset.option = option.id;
    group.append(choice);
  }
  return group;
}

// The request that was sent, with what to keep of it.
export function ticketCard(reference, act) {
  const copied = make('p', { className: 'note' });
  copied.setAttribute('role', 'status');
  const number = make('strong', {}, reference);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(reference);
      copied.textContent = words('copiee');
    } catch {
      getSelection().selectAllChildren(number);
      copied.textContent = words('non-copiee');
    }
  };
  return make('div', { className: 'line bot card' },
    make('p', { className: 'kicker' }, words('demande-envoyee')),
    make('p', {}, words('reference'), ' ', number),
    make('div', { className: 'links' },
      buttonWithIcon('copy', words('copier'), copy), buttonWithIcon('print', words('imprimer'), act.print)), copied);
}

// `answered(useful)` hears the answer.
export function satisfaction(answered) {
  const line = make('div', { className: 'line bot' }, make('p', {}, words('satisfaction')));
  const answer = (useful) => () => {
    fill(line, make('p', {}, words('satisfaction-merci')));
    answered(useful);
  };
  line.append(make('div', { className: 'options' },
    button(words('satisfaction-oui'), answer(true)), button(words('satisfaction-non'), answer(false))));
  return line;
}
