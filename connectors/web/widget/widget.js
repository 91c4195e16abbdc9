// The chat in the corner of a page: one script tag, one custom element in a shadow root. It speaks the
// protocol of asyncapi.yaml. Whatever is typed is kept until the server has it on disk; after a lost
// connection the missing lines come again. Nothing is stored on the device before the person opens the
// chat, nor on the server before they say something.
//
// README.md lists the attributes, methods, events and custom properties. The widget is written for
// browsers that know ES2020 (the linter holds it to that): Chrome 80, Safari 14.
//
// Focus stays in the input, whatever is said or clicked, but for a finger: it would raise the keyboard.
// The answers offered follow their message in a labelled group; the reader says the text, then how many
// there are; Alt+R or the button above the input goes to them.
import { answers, correction, replyLine, saidByYou, satisfaction, ticketCard, timeOf } from './bubbles.js';
import { Composer } from './composer.js';
import { STYLE } from './content.js';
import { button, buttonWithIcon, composes, fill, hidden, icon, iconButton, make, newId, words } from './dom.js';
import { Link } from './link.js';
import { Log } from './log.js';

const FULL_SCREEN = '(max-width: 30em), (max-height: 30em)';
const UNREACHABLE = 3;  // attempts without a welcome after which it is not the network alone
const script = document.currentScript || [...document.scripts].find(({ src }) => /\/widget\.js([?#]|$)/.test(src));

// What is kept on the device under names of ours; in memory where the browser refuses.
function keep(chat) {
  const place = () => window[chat.getAttribute('storage') === 'local' ? 'localStorage' : 'sessionStorage'];
  const memory = {};
  return new Proxy({}, {
    get: (_, key) => {
      try {
        return place().getItem(`guichet.${key}`);
      } catch {
        return memory[key];
      }
    },
    set: (_, key, value) => {
      try {
        if (value) place().setItem(`guichet.${key}`, value);
        else place().removeItem(`guichet.${key}`);
      } catch {
        memory[key] = value;
      }
      return true;
    },
  });
}

class GuichetChat extends HTMLElement {
  connectedCallback() {
    if (!this.shadowRoot) this.dress();
    this.kept = keep(this);
    this.unread = 0;
    this.answers = null;   // the group of answers offered last
    this.shown = {};       // node and asks of the last turn shown: what is written is written beside them
    this.written = null;   // what was written last, beside a field: its line, text, node, asks and index
    this.form = '';        // the node of the form whose answers can be given anew
    this.refill = {};      // the answer that is being given anew, and the id of that message
    this.transcript = [];  // who, what, when
    this.replayed = 0;     // the last line that was there when we came
    this.behind = [];      // what of the page is out of reach while we fill the screen
    this.byFinger = false;
    this.lang = 'fr';
    this.build();
    this.link = new Link(() => this.address(), this.kept, this.hearing());
    this.showPending();
    this.fitted = () => this.fit();
    this.screen = matchMedia(FULL_SCREEN);
    if (window.visualViewport) window.visualViewport.addEventListener('resize', this.fitted);
    addEventListener('resize', this.fitted);
    if (this.hasAttribute('open') || this.kept.opened) this.show();
    else if (this.kept.token) this.link.connect();
  }

  disconnectedCallback() {
    this.link.stop();
    this.release();
    if (window.visualViewport) window.visualViewport.removeEventListener('resize', this.fitted);
    removeEventListener('resize', this.fitted);
    fill(this.shadowRoot, ...this.shadowRoot.querySelectorAll('style'));
  }

  // A style sheet of the script's own passes every Content-Security-Policy; older browsers have none.
  dress() {
    const root = this.attachShadow({ mode: 'open' });
    if (!root.adoptedStyleSheets || !CSSStyleSheet.prototype.replaceSync) {
      root.append(make('style', {}, STYLE));
      return;
    }
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
  }

  open() {
    this.show();
    if (this.byFinger) this.panel.focus(); else this.composer.focus();
  }

  // Of itself, when a page is loaded, it takes the focus from nobody.
  show() {
    this.toggleAttribute('open', true);
    this.panel.hidden = false;
    this.launcher.hidden = true;
    this.unread = 0;
    this.kept.opened = '1';
    this.link.connect();
    this.fit();
    this.composer.restore();
    this.log.place();
    this.tell('guichet-open');
  }

  close() {
    this.removeAttribute('open');
    this.panel.hidden = true;
    this.launcher.hidden = false;
    this.kept.opened = '';
    this.release();
    this.showBadge();
    this.launcher.focus();
    this.tell('guichet-close');
  }

  // Says it for the person, and shows it.
  send(text) {
    if (this.panel.hidden) this.open();
    this.say(text);
  }

  tell(name, detail = {}) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  // ---- The panel ------------------------------------------------------------------------------

  build() {
    const title = this.getAttribute('title') || this.heading || words('titre');
    this.heading = title;
    this.removeAttribute('title');  // or the browser shows it everywhere
    this.badge = make('span', { id: 'badge', hidden: true });
    this.launcher = buttonWithIcon('chat', words('ouvrir'), () => this.open(), { id: 'launcher', className: 'primary' });
    this.launcher.append(this.badge);
    this.log = new Log(() => this.avatar());
    this.state = make('p', { id: 'state' });
    this.state.setAttribute('role', 'status');
    this.again = button(words('reessayer'), () => this.link.hurry(), { id: 'again', className: 'quiet', hidden: true });
    this.toAnswers = button('', (event) => this.focusAnswers(event), { id: 'to-answers', className: 'quiet', hidden: true });
    this.composer = new Composer(this.kept, (text) => this.say(text));
    this.panel = make('section', { id: 'panel', hidden: true, tabIndex: -1 }, this.buildHeader(title), this.log.element,
      make('div', { className: 'footer' }, this.state, this.again, this.toAnswers, this.composer.element,
        make('p', { id: 'security' }, icon('lock'), words('securite'))));
    this.panel.setAttribute('role', 'dialog');
    this.panel.setAttribute('aria-label', title);
    this.shadowRoot.append(this.launcher, this.panel);
    this.shadowRoot.addEventListener('pointerdown', (event) => { this.byFinger = event.pointerType === 'touch'; });
    this.panel.addEventListener('keydown', (event) => this.key(event));
  }

  avatar() {
    const picture = make('span', { className: 'avatar' });
    picture.setAttribute('aria-hidden', 'true');
    const logo = this.getAttribute('logo');
    if (logo) {
      const image = make('img', { src: logo, alt: '' });
      image.addEventListener('error', () => image.replaceWith(icon('chat')));
      picture.append(image);
    } else {
      picture.append(icon('chat'));
    }
    return picture;
  }

  buildHeader(title) {
    this.presence = make('span', { id: 'presence' });
    this.menu = this.buildMenu();
    this.more = iconButton('more', words('options'), () => this.toggleMenu(this.menu.hidden));
    this.more.setAttribute('aria-expanded', 'false');
    const identity = make('p', { id: 'identity' }, ...(title === words('titre') ? [] : [make('span', {}, words('titre'))]), this.presence);
    return make('div', { className: 'header' }, this.avatar(), make('div', { className: 'names' }, make('h2', {}, title), identity),
      this.more, iconButton('close', words('fermer'), () => this.close()), this.menu);
  }

  buildMenu() {
    const then = (act) => () => { this.toggleMenu(false); act(); };
    const said = (text) => button(text, then(() => this.say(text)));
    const menu = make('div', { id: 'menu', hidden: true },
      said(words('revenir')), said(words('recommencer')), said(words('joindre')),
      buttonWithIcon('save', words('telecharger'), then(() => this.download())),
      buttonWithIcon('print', words('imprimer-conversation'), then(() => this.print())),
      button(words('nouvelle'), () => this.askRestart()));
    const hours = [this.getAttribute('hours'), this.getAttribute('reply-time')].filter(Boolean).join(' ');
    if (hours) menu.prepend(make('p', { id: 'hours' }, hours));
    this.sure = make('div', { id: 'sure', hidden: true }, make('p', {}, words('nouvelle-question')),
      button(words('nouvelle-oui'), then(() => this.restart()), { className: 'primary' }),
      button(words('nouvelle-non'), then(() => {})));
    menu.append(this.sure);
    return menu;
  }

  toggleMenu(open) {
    this.menu.hidden = !open;
    this.sure.hidden = true;
    this.more.setAttribute('aria-expanded', String(open));
    if (open) this.menu.querySelector('button').focus(); else this.focusText();
  }

  askRestart() {
    if (this.link.begun) {
      this.sure.hidden = false;
      this.sure.querySelector('button').focus();
    } else {
      this.toggleMenu(false);
      this.restart();
    }
  }

  key(event) {
    if (composes(event)) return;
    this.byFinger = false;
    if (event.altKey && event.key.toLowerCase() === 'r') this.focusAnswers(event);
    if (event.key === 'Escape') {
      if (this.menu.hidden) this.close(); else this.toggleMenu(false);
    }
  }

  focusText() { if (!this.byFinger) this.composer.focus(); }

  focusAnswers(event) {
    event.preventDefault();
    const first = this.answers && this.answers.querySelector('button');
    if (first) first.focus();
  }

  showBadge() {
    this.badge.hidden = this.unread === 0;
    const count = make('span', {}, String(this.unread));
    count.setAttribute('aria-hidden', 'true');
    fill(this.badge, count, hidden(words('non-lus', { nombre: this.unread })));
  }

  // ---- The screen -----------------------------------------------------------------------------

  // A keyboard covers a part of the screen: what we fill is what is seen. Then the page behind is
  // out of reach.
  fit() {
    if (this.panel.hidden) return;
    const seen = window.visualViewport;
    if (seen && seen.scale < 1.01) {
      this.panel.style.setProperty('--seen-top', `${seen.offsetTop}px`);
      this.panel.style.setProperty('--seen-height', `${seen.height}px`);
    }
    if (this.screen.matches && this.behind.length === 0) this.seclude();
    if (!this.screen.matches) this.release();
  }

  seclude() {
    this.panel.setAttribute('aria-modal', 'true');
    for (let inside = this; inside !== document.body && inside.parentElement; inside = inside.parentElement) {
      for (const other of inside.parentElement.children) {
        if (other !== inside && !other.inert && !/^(SCRIPT|STYLE)$/.test(other.tagName)) this.behind.push(other);
      }
    }
    for (const other of this.behind) other.inert = true;
  }

  release() {
    this.panel.removeAttribute('aria-modal');
    for (const other of this.behind.splice(0)) other.inert = false;
  }

  // ---- Lines -----------------------------------------------------------------------------------

  // `note` stands where the time of a message that has arrived does.
  showYou(id, text, at, note) {
    const known = this.lineOf(id);
    const line = known || make('div', { className: 'said' });
    line.dataset.id = id;
    fill(line, saidByYou(text), note ? make('p', { className: 'note' }, note) : timeOf(at));
    if (!known) this.log.add(line, 'you', at);
  }

  // What has not arrived stands after what has.
  showPending() {
    for (const { frame: { id }, shown } of this.link.pending) {
      const line = this.lineOf(id);
      if (line && (line.querySelector('time') || this.log.endsWith(line))) continue;
      if (line) this.log.remove(line);
      this.showYou(id, shown, Date.now(), words('envoi'));
    }
  }

  lineOf(id) { return this.log.lines.querySelector(`[data-id="${CSS.escape(id)}"]`); }

  // What became of a message.
  note(id, text) {
    const line = this.lineOf(id);
    if (line) line.lastElementChild.replaceWith(text ? make('p', { className: 'note' }, text) : timeOf(Date.now()));
  }

  showLine(frame) {
    const isNew = frame.seq > Number(this.kept.seen || 0);
    if (isNew && !frame.erased) this.kept.seen = String(frame.seq);
    if (frame.t === 'you') {
      this.transcript.push([words('vous'), frame.text, frame.at]);
      const id = frame.id || `line-${frame.seq}`;
      this.showYou(id, frame.text, frame.at);
      this.written = this.shown.field ? { ...this.shown, id, text: frame.text } : null;
    } else if (frame.t === 'bot' && (frame.id || !this.link.pending.length)) {
      // Nobody who has spoken already is greeted.
      this.showBot(frame, isNew);
    }
  }

  showBot(frame, isNew) {
    this.log.typing.hidden = true;
    this.log.skeleton.hidden = true;
    this.offerCorrection(frame);
    this.shown = { node: frame.node, asks: frame.asks || '', field: frame.field };
    // Earlier answers stay: a click on one corrects it, or is told to be past.
    for (const group of this.log.lines.querySelectorAll('.options')) group.classList.add('past');
    this.answers = null;
    const lines = frame.replies.map((reply) => this.showReply(reply, frame));
    this.log.add(timeOf(frame.at), 'bot', frame.at);
    if (frame.reference) this.showReference(frame, isNew);
    this.composer.ask(frame.field);
    if (frame.id && frame.id === this.refill.id && frame.field && !this.composer.text.value) {
      this.composer.write(this.refill.text);
    }
    const count = this.answers ? this.answers.children.length : 0;
    this.toAnswers.hidden = count === 0;
    this.toAnswers.textContent = words('aller-aux-reponses', { nombre: count });
    this.log.reveal(lines[0], lines[lines.length - 1].querySelector('p'));
    if (!isNew) return;
    if (this.panel.hidden) {
      this.unread += frame.replies.length;
      this.showBadge();
    }
    this.tell('guichet-message', { from: 'assistant' });
  }

  // What was written beside a field is its answer when the form goes on from there.
  offerCorrection({ node, asks, field }) {
    if (field || asks === 'confirmation') this.form = node;
    const { written } = this;
    this.written = null;
    const taken = written && written.node === node && (asks === 'confirmation' || (field && field.index > written.field.index));
    if (taken) {
      const pencil = correction(written.text, () => this.correct(written));
      pencil.dataset.node = node;
      this.lineOf(written.id).firstElementChild.before(pencil);
    }
    for (const pencil of this.log.lines.querySelectorAll('.correct')) pencil.hidden = pencil.dataset.node !== this.form;
  }

  correct({ node, asks, text }) {
    const id = newId();
    this.refill = { id, text };
    this.post({ t: 'choose', id, choice: asks, of: node }, words('modifier'));
  }

  showReply(reply, frame) {
    const links = reply.links.map(({ label, url }) => `${label}\u00a0: ${url}`);
    this.transcript.push([words('assistant'), [reply.text, ...reply.checklist.map((item) => `- ${item}`), ...links].join('\n'), frame.at]);
    const isConfirmation = frame.asks === 'confirmation';
    const line = replyLine(reply, (field) => this.correct({ node: frame.node, asks: field, text: '' }));
    this.log.add(line, 'bot', frame.at);
    if (reply.options.length) {
      this.answers = answers(reply, isConfirmation, this);
      this.log.add(this.answers, 'bot', frame.at);
    }
    return line;
  }

  showReference({ reference, at }, isNew) {
    this.log.add(ticketCard(reference, this), 'bot', at);
    if (!isNew) return;
    this.tell('guichet-ticket', { reference });
    if (this.hasAttribute('satisfaction')) {
      this.log.add(satisfaction((useful) => {
        this.tell('guichet-satisfaction', { useful });
        this.focusText();
      }), 'bot', at);
    }
  }

  // ---- The transcript --------------------------------------------------------------------------

  transcriptText() {
    return this.transcript.map(([who, said, at]) => `[${new Date(at).toLocaleString('fr-FR')}] ${who}\u00a0: ${said}`);
  }

  download() {
    const href = URL.createObjectURL(new Blob([this.transcriptText().join('\n')], { type: 'text/plain;charset=utf-8' }));
    make('a', { href, download: 'conversation.txt' }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1000);
  }

  // On a sheet of its own, without the page.
  print() {
    const sheet = make('iframe', { className: 'seen-by-readers-only', title: words('imprimer-conversation') });
    this.shadowRoot.append(sheet);
    const { body } = sheet.contentDocument;
    body.style.fontFamily = 'sans-serif';
    body.append(make('h1', {}, this.heading), ...this.transcriptText().map((text) => {
      const line = make('p', {}, text);
      line.style.whiteSpace = 'pre-line';
      return line;
    }));
    sheet.contentWindow.focus();
    sheet.contentWindow.print();
    setTimeout(() => sheet.remove(), 1000);
  }

  // ---- Sending ---------------------------------------------------------------------------------

  say(text) {
    const { node, asks } = this.shown;
    this.post({ t: 'say', id: newId(), text, node, asks }, text);
  }

  choose(option, node) { this.post({ t: 'choose', id: newId(), choice: option.id, of: node }, option.label); }

  post(frame, shown) {
    this.composer.say('');
    this.showYou(frame.id, shown, Date.now(), words('envoi'));
    this.log.showEnd();
    this.focusText();
    this.tell('guichet-message', { from: 'person' });
    this.link.post(frame, shown);
  }

  // ---- The link --------------------------------------------------------------------------------

  address() {
    const base = this.getAttribute('server') || (script && script.src) || location.href;
    const url = new URL('ws', this.hasAttribute('server') ? base.replace(/\/?$/, '/') : base);
    url.protocol = url.protocol.replace('http', 'ws');
    return url.href;
  }

  hearing() {
    return {
      state: (state) => this.showState(state),
      welcomed: (frame, clears) => {
        if (clears) this.clear();
        this.composer.limit = frame.limits.text;
        this.replayed = frame.seq;
        this.showPending();
      },
      lost: () => this.clear(),
      line: (frame) => {
        this.showLine(frame);
        if (frame.seq === this.replayed) this.showPending();
      },
      sent: () => {
        this.log.typing.hidden = false;
        if (!this.log.away) this.log.showEnd();
      },
      settled: (id) => this.note(id, ''),
      late: (id) => this.note(id, words('envoi-tarde')),
      refused: (id, text, retry) => this.showRefusal(id, text, retry),
      ended: (text, unsent) => this.showEnded(text, unsent),
    };
  }

  showState(state) {
    const interrupted = state === 'interrupted';
    this.panel.dataset.state = state;
    this.presence.textContent = {
      '': '', connecting: words('etat-connexion'), connected: words('etat-connecte'), interrupted: words('etat-interrompu'),
    }[state];
    this.log.skeleton.hidden = !state || state === 'connected' || this.log.day !== 0;
    if (interrupted) this.log.typing.hidden = true;
    this.again.hidden = !interrupted;
    const unreachable = navigator.onLine !== false && this.link.attempts >= UNREACHABLE;
    const said = unreachable ? words('injoignable') : words('connexion-perdue');
    if (interrupted) {
      if (this.state.textContent !== said) this.state.textContent = said;
      if (this.link.attempts === UNREACHABLE) {
        console.warn(`guichet: ${this.address()} does not answer; is ${location.origin} among its origins?`);
      }
    } else {
      fill(this.state, ...(state === 'connected' && this.state.textContent ? [hidden(words('etat-connecte'))] : []));
    }
  }

  showRefusal(id, text, retry) {
    this.log.typing.hidden = true;
    if (id && !retry) {
      const line = this.lineOf(id);
      this.note(id, words('non-envoye'));
      if (line) this.composer.giveBack([line.querySelector('p').lastChild.textContent]);
    }
    this.composer.say(text);
  }

  // The conversation is no more. What was erased is shown no longer; what did not arrive goes back
  // into the box.
  showEnded(text, unsent) {
    this.shown = {};
    this.kept.seen = '';
    if (!text) this.clear();
    for (const { frame } of unsent) this.note(frame.id, words('non-envoye'));
    if (text) this.log.notice([text, ...(unsent.length ? [words('rendu')] : [])].join(' '));
    this.composer.giveBack(unsent.map(({ shown }) => shown));
    this.composer.ask(null);
    this.toAnswers.hidden = true;
    this.log.typing.hidden = true;
  }

  clear() {
    this.log.clear();
    this.transcript = [];
    this.answers = null;
    this.toAnswers.hidden = true;
  }

  restart() {
    this.shown = {};
    this.kept.seen = '';
    this.clear();
    this.composer.ask(null);
    this.composer.say('');
    this.link.restart();
    this.focusText();
  }
}

// What a page may call: one chat at a time.
window.guichet = window.guichet || {
  // `attributes` are those of README.md; the chat that is there already stays.
  mount(attributes = {}) {
    const there = document.querySelector('guichet-chat');
    if (there) return there;
    const chat = document.createElement('guichet-chat');
    for (const [name, value] of Object.entries(attributes)) chat.setAttribute(name, value);
    document.body.append(chat);
    return chat;
  },
  unmount() { for (const chat of document.querySelectorAll('guichet-chat')) chat.remove(); },
  open() { this.mount().open(); },
  close() { this.mount().close(); },
  send(text) { this.mount().send(text); },
};

if (!customElements.get('guichet-chat')) {
  customElements.define('guichet-chat', GuichetChat);
  if (script) {
    const attributes = {};
    for (const [name, value] of Object.entries(script.dataset)) {
      attributes[name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)] = value;
    }
    const mount = () => window.guichet.mount(attributes);
    if (document.readyState === 'loading') addEventListener('DOMContentLoaded', mount); else mount();
  }
}
