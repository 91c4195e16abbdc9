// The chat page. Speaks the protocol of asyncapi.yaml: what is typed is kept until the server has
// it on disk, and after a loss of connection the lines that were missed come again.

const TOKEN = 'guichet.token';
const PENDING = 'guichet.pending';
const PROTOCOL = 1;
const STABLE_MS = 60_000;  // a connection that held this long was a good one
const MAX_DELAY_MS = 30_000;
const SAFE_LINKS = ['https:', 'tel:', 'mailto:'];
const CLOSED_FOR_GOOD = { sessionUnknown: 4001 };

const element = (id) => document.getElementById(id);
const page = {
  welcome: element('welcome'), begin: element('begin'), restart: element('restart'),
  log: element('log'), composer: element('composer'), form: element('form'),
  text: element('text'), label: element('label'), state: element('state'), error: element('error'),
};

// Nothing is stored on the device before the person has begun a conversation.
const stored = {
  get token() { return sessionStorage.getItem(TOKEN); },
  set token(value) {
    if (value) sessionStorage.setItem(TOKEN, value); else sessionStorage.removeItem(TOKEN);
  },
  get pending() { return JSON.parse(sessionStorage.getItem(PENDING) ?? '[]'); },
  set pending(list) {
    if (list.length) sessionStorage.setItem(PENDING, JSON.stringify(list));
    else sessionStorage.removeItem(PENDING);
  },
};

let socket = null;
let open = false;       // welcomed
let ended = false;      // erased or out of date: no new connection by itself
let lastSeq = 0;
let attempts = 0;
let retryTimer = 0;
let textLimit = 2000;

// ---- Lines ----------------------------------------------------------------------------------

function node(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function safeLink({ label, url }) {
  try {
    const parsed = new URL(url);
    if (!SAFE_LINKS.includes(parsed.protocol)) return null;
    return node('a', { href: parsed.href, target: '_blank', rel: 'noopener noreferrer' }, label);
  } catch {
    return null;
  }
}

function speaker(name) {
  return node('span', { className: 'hidden-text' }, `${name} : `);
}

function addLine(line) {
  page.log.append(line);
  page.log.scrollTop = page.log.scrollHeight;
}

function listOf(items) {
  return node('ul', {}, ...items.map((item) => node('li', {}, item)));
}

function optionButtons(reply) {
  const group = node('div', { className: 'options' });
  group.setAttribute('role', 'group');
  group.setAttribute('aria-label', reply.text);
  for (const option of reply.options) {
    const button = node('button', { type: 'button' }, option.label);
    button.dataset.option = option.id;
    button.addEventListener('click', () => {
      for (const other of group.children) other.setAttribute('aria-pressed', String(other === button));
      send({ t: 'choose', id: crypto.randomUUID(), choice: option.id, of: reply.node }, option.label);
      page.text.focus();
    });
    group.append(button);
  }
  return group;
}

function showReply(reply) {
  const line = node('div', { className: 'line bot' },
    node('p', {}, speaker('Assistant'), reply.text));
  if (reply.checklist.length) line.append(listOf(reply.checklist));
  const links = reply.links.map(safeLink).filter(Boolean);
  if (links.length) line.append(listOf(links));
  if (reply.options.length) line.append(optionButtons(reply));
  addLine(line);
}

const KEYBOARDS = {
  telephone: 'tel', email: 'email', montant: 'decimal', rcs: 'numeric', 'numero-cheque': 'numeric',
};

function showField(field) {
  page.text.inputMode = KEYBOARDS[field?.type] ?? 'text';
  page.label.textContent = field
    ? `Votre réponse (question ${field.index} sur ${field.count})` : 'Votre message';
}

function showBot(frame) {
  if (frame.erased) forget();
  frame.replies.forEach(showReply);
  showField(frame.field);
  if (frame.reference) page.log.lastElementChild.dataset.reference = frame.reference;
}

// A message of ours: pending until the server says it has it.
function showYou(id, text, pending) {
  const known = id && page.log.querySelector(`[data-id="${CSS.escape(id)}"]`);
  const line = known || node('div', { className: 'line you' });
  line.replaceChildren(node('p', {}, speaker('Vous'), text));
  if (id) line.dataset.id = id;
  if (pending) line.append(node('p', { className: 'note' }, 'Envoi en cours…'));
  if (!known) addLine(line);
}

// ---- Sending ----------------------------------------------------------------------------------

function send(frame, shown) {
  page.error.textContent = '';
  stored.pending = [...stored.pending, { frame, shown }];
  showYou(frame.id, shown, true);
  if (ended) start();
  else if (open) socket.send(JSON.stringify(frame));
}

function settled(id) {
  stored.pending = stored.pending.filter(({ frame }) => frame.id !== id);
  page.log.querySelector(`[data-id="${CSS.escape(id)}"] .note`)?.remove();
}

function refused(frame) {
  page.error.textContent = frame.text;
  if (!frame.id) return;
  if (frame.retry) {
    setTimeout(() => {
      const waiting = stored.pending.find((entry) => entry.frame.id === frame.id);
      if (waiting && open) socket.send(JSON.stringify(waiting.frame));
    }, 3000);
  } else {
    settled(frame.id);
  }
}

// ---- Connection -------------------------------------------------------------------------------

function receive(frame) {
  if (frame.t === 'welcome') {
    if (frame.token) stored.token = frame.token;
    if (frame.after < lastSeq) page.log.replaceChildren();
    lastSeq = frame.after;
    textLimit = frame.limits.text;
    open = true;
    page.state.textContent = '';
    for (const { frame: waiting, shown } of stored.pending) {
      showYou(waiting.id, shown, true);
      socket.send(JSON.stringify(waiting));
    }
  } else if (frame.t === 'ack') {
    settled(frame.id);
  } else if (frame.t === 'error') {
    refused(frame);
    if (frame.code === 'bad_version') ended = true;
  } else if (frame.seq > lastSeq) {
    lastSeq = frame.seq;
    if (frame.t === 'you') showYou(frame.id, frame.text, false);
    if (frame.t === 'bot') showBot(frame);
  }
}

function connect() {
  clearTimeout(retryTimer);
  if (socket || ended) return;
  const scheme = location.protocol === 'https:' ? 'wss:' : 'ws:';
  const current = new WebSocket(`${scheme}//${location.host}/ws`);
  let stableTimer = 0;
  socket = current;
  current.onopen = () => {
    stableTimer = setTimeout(() => { attempts = 0; }, STABLE_MS);
    current.send(JSON.stringify({ t: 'hello', v: PROTOCOL, token: stored.token, lastSeq }));
  };
  current.onmessage = ({ data }) => receive(JSON.parse(data));
  current.onclose = ({ code }) => {
    clearTimeout(stableTimer);
    if (socket !== current) return;
    socket = null;
    open = false;
    lost(code);
  };
}

function lost(code) {
  if (ended) return;
  if (code === CLOSED_FOR_GOOD.sessionUnknown) {
    ended = true;
    forget();
    page.error.textContent =
      'Cette conversation est terminée. Écrivez un message pour en commencer une nouvelle.';
    return;
  }
  attempts += 1;
  const delay = Math.random() * Math.min(MAX_DELAY_MS, 500 * 2 ** Math.min(attempts, 10));
  if (attempts > 1) {
    page.state.textContent =
      'Connexion perdue. Vos messages seront envoyés dès son retour.';
  }
  retryTimer = setTimeout(connect, delay);
}

// The conversation is gone: nothing of it stays here.
function forget() {
  ended = true;
  stored.token = null;
  stored.pending = [];
  page.log.replaceChildren();
  lastSeq = 0;
}

function start() {
  ended = false;
  lastSeq = 0;
  page.welcome.hidden = true;
  page.log.hidden = false;
  page.composer.hidden = false;
  page.restart.hidden = false;
  page.error.textContent = '';
  connect();
}

function restart() {
  forget();
  const old = socket;
  socket = null;
  open = false;
  old?.close(1000);
  showField(null);
  start();
  page.text.focus();
}

// ---- The page ---------------------------------------------------------------------------------

page.begin.addEventListener('click', () => { start(); page.text.focus(); });
page.restart.addEventListener('click', restart);

page.form.addEventListener('submit', (event) => {
  event.preventDefault();
  const text = page.text.value.trim();
  if (!text) return;
  if ([...text].length > textLimit) {
    page.error.textContent = `Votre message dépasse ${textLimit} caractères. Merci de le raccourcir.`;
    return;
  }
  page.text.value = '';
  send({ t: 'say', id: crypto.randomUUID(), text }, text);
});

page.text.addEventListener('keydown', (event) => {
  if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    page.form.requestSubmit();
  }
});

addEventListener('online', connect);
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && !page.composer.hidden) connect();
});

if (stored.token) start();
