// The chat in the corner of a page: one script tag, one custom element in a shadow root. It speaks the
// protocol of asyncapi.yaml. Whatever is typed is kept until the server has it on disk; after a lost
// connection the missing lines come again. Nothing is stored before the person opens the chat.
//
// <script src="https://…/widget.js" data-title="…" async></script>, or <guichet-chat title="…">.
// Attributes: title (the content's by default), server (an https:// or http:// origin; the script's own by default), position
// (left, right), open, scheme (light), storage (session, local: shared by the tabs), hours,
// reply-time, satisfaction. Methods: open(), close(). Events: guichet-open, guichet-close,
// guichet-message {from}, guichet-ticket {reference}, guichet-satisfaction {useful}.
//
// Focus stays in the input, whatever is said or clicked. The answers offered follow their message in a
// labelled group; the reader says the text, then how many there are; Alt+R or the button above the
// input goes to them.
(() => {
  // The server puts these two in when it loads its content.
  const STYLE = `{style}`;
  const TEXTS = {texts};
  const PROTOCOL = 1;
  const STABLE_MS = 60_000;  // a connection that held this long was a good one
  const MAX_DELAY_MS = 30_000;
  const UNKNOWN_SESSION = 4001;
  const LINKS = ['https:', 'tel:', 'mailto:'];
  const KEYBOARDS = {
    telephone: ['tel', 'tel'], email: ['email', 'email'], montant: ['decimal', 'off'], rcs: ['numeric', 'off'],
    'numero-cheque': ['numeric', 'off'], nom: ['text', 'family-name'], prenom: ['text', 'given-name'],
    'date-naissance': ['text', 'bday'],
  };
  const script = document.currentScript;
  const clock = new Intl.DateTimeFormat('fr-FR', { hour: '2-digit', minute: '2-digit' });

  // A text of the content; {name} in it is the value of that name.
  const words = (key, values = {}) => TEXTS[key].replace(/{(\w+)}/g, (_, name) => values[name]);
  const make = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const button = (text, act, properties = {}) => {
    const made = make('button', { type: 'button', ...properties }, text);
    made.addEventListener('click', act);
    return made;
  };
  const hidden = (text) => make('span', { className: 'seen-by-readers-only' }, text);
  const delay = (attempts) => Math.random() * Math.min(MAX_DELAY_MS, 500 * 2 ** Math.min(attempts, 10));

  function safeLink({ label, url }) {
    try {
      const { href, protocol } = new URL(url);
      return LINKS.includes(protocol) ? make('a', { href, target: '_blank', rel: 'noopener noreferrer' }, label) : null;
    } catch {
      return null;
    }
  }

  class GuichetChat extends HTMLElement {
    #socket = null;
    #welcomed = false;
    #ended = false;  // erased or unknown: no new connection by itself
    #seq = 0;
    #attempts = 0;
    #retry = 0;
    #limit = 2000;
    #unread = 0;
    #answers = null;  // the group of answers offered last
    #shown = {};      // node and asks of the last turn shown: what is written is written beside them
    #lines = [];      // for the transcript

    connectedCallback() {
      if (this.shadowRoot) return;
      this.attachShadow({ mode: 'open' });
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(STYLE);
      this.shadowRoot.adoptedStyleSheets = [sheet];
      this.#build();
      addEventListener('online', () => this.#connect());
      document.addEventListener('visibilitychange', () => !document.hidden && this.#connect());
      if (this.hasAttribute('open') || this.#stored.opened) this.open();
    }

    open() {
      this.toggleAttribute('open', true);
      this.panel.hidden = false;
      this.launcher.hidden = true;
      this.#unread = 0;
      this.#stored.opened = '1';
      this.#connect();
      this.text.focus();
      this.#tell('guichet-open');
    }

    close() {
      this.removeAttribute('open');
      this.panel.hidden = true;
      this.launcher.hidden = false;
      this.#stored.opened = '';
      this.#showBadge();
      this.launcher.focus();
      this.#tell('guichet-close');
    }

    // ---- What is kept on the device, once the chat was opened ---------------------------------

    get #stored() {
      const place = this.getAttribute('storage') === 'local' ? localStorage : sessionStorage;
      return new Proxy({}, {
        get: (_, key) => place.getItem(`guichet.${key}`),
        set: (_, key, value) => {
          if (value) place.setItem(`guichet.${key}`, value); else place.removeItem(`guichet.${key}`);
          return true;
        },
      });
    }

    get #pending() { return JSON.parse(this.#stored.pending ?? '[]'); }
    set #pending(list) { this.#stored.pending = list.length ? JSON.stringify(list) : ''; }

    // ---- The panel ------------------------------------------------------------------------------

    #build() {
      const title = this.title || words('titre');
      this.removeAttribute('title');
      this.badge = make('span', { id: 'badge', hidden: true });
      this.launcher = button(words('ouvrir'), () => this.open(), { id: 'launcher', className: 'primary' });
      this.launcher.append(this.badge);
      this.log = make('div', { id: 'log', tabIndex: 0 });
      this.log.setAttribute('role', 'log');
      this.log.setAttribute('aria-live', 'polite');
      this.log.setAttribute('aria-label', words('conversation'));
      this.typing = make('div', { id: 'typing', className: 'line bot', hidden: true },
        make('span'), make('span'), make('span'));
      this.typing.setAttribute('aria-hidden', 'true');
      this.state = make('p', { id: 'state' });
      this.state.setAttribute('role', 'status');
      this.error = make('p', { id: 'error' });
      this.error.setAttribute('role', 'alert');
      this.toAnswers = button('', () => this.#focusAnswers(), { id: 'to-answers', hidden: true });
      this.text = make('textarea', { id: 'text', rows: 1, autocomplete: 'off', enterKeyHint: 'send' });
      this.label = make('label', { htmlFor: 'text' }, words('votre-message'));
      this.form = make('form', {}, this.label,
        make('div', { className: 'entry' }, this.text, make('button', { type: 'submit', className: 'primary' }, words('envoyer'))));
      this.menu = this.#buildMenu();
      this.more = button(words('options'), () => this.#toggleMenu());
      this.more.setAttribute('aria-expanded', 'false');
      this.panel = make('section', { id: 'panel', hidden: true },
        make('header', {}, make('h2', {}, title), this.more, button(words('fermer'), () => this.close())),
        this.menu, this.log,
        make('footer', {}, this.state, this.error, this.toAnswers, this.form));
      this.panel.setAttribute('aria-label', title);
      this.log.append(this.typing);
      this.shadowRoot.append(this.launcher, this.panel);
      this.form.addEventListener('submit', (event) => this.#submit(event));
      this.text.addEventListener('keydown', (event) => {
        if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) this.#submit(event);
      });
      this.panel.addEventListener('keydown', (event) => {
        if (event.key === 'Escape') this.close();
        if (event.altKey && event.key.toLowerCase() === 'r') this.#focusAnswers(event);
      });
    }

    #buildMenu() {
      const said = (text) => button(text, () => { this.#toggleMenu(); this.#say(text); });
      const menu = make('div', { id: 'menu', hidden: true },
        said(words('revenir')), said(words('recommencer')), said(words('joindre')),
        button(words('telecharger'), () => this.#download()),
        button(words('nouvelle'), () => { this.#toggleMenu(); this.#restart(); }));
      const hours = [this.getAttribute('hours'), this.getAttribute('reply-time')].filter(Boolean).join(' ');
      if (hours) menu.prepend(make('p', { id: 'hours' }, hours));
      return menu;
    }

    #toggleMenu() {
      this.menu.hidden = !this.menu.hidden;
      this.more.setAttribute('aria-expanded', String(!this.menu.hidden));
      if (this.menu.hidden) this.text.focus();
    }

    #focusAnswers(event) {
      event?.preventDefault();
      this.#answers?.querySelector('button')?.focus();
    }

    #showBadge() {
      this.badge.hidden = this.#unread === 0;
      this.badge.replaceChildren(
        make('span', { ariaHidden: 'true' }, String(this.#unread)), hidden(words('non-lus', { nombre: this.#unread })));
    }

    #tell(name, detail = {}) {
      this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
    }

    // ---- Lines -----------------------------------------------------------------------------------

    #add(line) {
      this.log.insertBefore(line, this.typing);
      this.log.scrollTop = this.log.scrollHeight;
    }

    #showYou(id, text, at, pending) {
      const known = this.log.querySelector(`[data-id="${CSS.escape(id)}"]`);
      const line = known ?? make('div', { className: 'line you' });
      line.dataset.id = id;
      line.replaceChildren(make('p', {}, hidden(`${words('vous')} : `), text),
        pending ? make('span', { className: 'note' }, words('envoi')) : this.#time(at));
      if (!known) this.#add(line);
    }

    #time(at) {
      const date = at ? new Date(at) : new Date();
      return make('time', { dateTime: date.toISOString() }, clock.format(date));
    }

    #showBot(frame) {
      if (frame.erased) this.#forget();
      this.#shown = { node: frame.node, asks: frame.asks ?? '' };
      this.typing.hidden = true;
      // Earlier options stay: a click on one corrects its answer, or is told to be past.
      this.#answers = null;
      frame.replies.forEach((reply, index) => this.#showReply(reply, frame, index + 1 === frame.replies.length));
      if (frame.reference) this.#showReference(frame.reference);
      this.#showField(frame.field);
      const count = this.#answers?.children.length ?? 0;
      this.toAnswers.hidden = count === 0;
      this.toAnswers.textContent = words('aller-aux-reponses', { nombre: count });
      this.log.scrollTop = this.log.scrollHeight;  // the button took some of its height
      if (this.panel.hidden) {
        this.#unread += frame.replies.length;
        this.#showBadge();
      }
      this.#tell('guichet-message', { from: 'assistant' });
    }

    #showReply(reply, frame, last) {
      this.#lines.push([words('assistant'), [reply.text, ...reply.checklist.map((item) => `- ${item}`)].join('\n'), frame.at]);
      const line = make('div', { className: 'line bot' }, make('p', {}, hidden(`${words('assistant')} : `), reply.text));
      if (reply.checklist.length) line.append(this.#list(reply.checklist, frame.asks === 'confirmation'));
      const links = reply.links.map(safeLink).filter(Boolean);
      if (links.length) line.append(make('ul', {}, ...links.map((link) => make('li', {}, link))));
      if (reply.options.length) {
        line.append(hidden(words('reponses-proposees', { nombre: reply.options.length })), this.#group(reply));
      }
      if (last) line.append(this.#time(frame.at));
      this.#add(line);
    }

    // A recapitulation has a way to change each of its lines.
    #list(items, editable) {
      return make('ul', {}, ...items.map((item) => {
        const change = words('modifier-ligne', { label: item.split(' : ')[0] });
        return make('li', {}, item, ...(editable && item.includes(' : ')
          ? [button(words('modifier'), () => this.#say(change), { ariaLabel: change })] : []));
      }));
    }

    #group(reply) {
      const group = make('div', { className: 'options' });
      group.setAttribute('role', 'group');
      group.setAttribute('aria-live', 'off');
      group.setAttribute('aria-label', words('reponses-a', { texte: reply.text }));
      for (const option of reply.options) {
        const choice = button(option.label, () => {
          for (const other of group.children) other.setAttribute('aria-pressed', String(other === choice));
          this.#send({ t: 'choose', id: crypto.randomUUID(), choice: option.id, of: reply.node }, option.label);
        });
        choice.dataset.option = option.id;
        group.append(choice);
      }
      this.#answers = group;
      return group;
    }

    #showReference(reference) {
      const copied = make('span', { className: 'note' });
      copied.setAttribute('role', 'status');
      this.#add(make('div', { className: 'line bot' },
        make('p', {}, `${words('reference')} `, make('strong', {}, reference)),
        make('div', { className: 'options' },
          button(words('copier'), async () => {
            await navigator.clipboard.writeText(reference);
            copied.textContent = words('copiee');
          }),
          button(words('imprimer'), () => print())), copied));
      this.#tell('guichet-ticket', { reference });
      if (this.hasAttribute('satisfaction')) this.#askSatisfaction();
    }

    #askSatisfaction() {
      const line = make('div', { className: 'line bot' }, make('p', {}, words('satisfaction')));
      const answer = (useful) => () => {
        this.#tell('guichet-satisfaction', { useful });
        line.replaceChildren(make('p', {}, words('satisfaction-merci')));
        this.text.focus();
      };
      line.append(make('div', { className: 'options' }, 
        button(words('satisfaction-oui'), answer(true)), button(words('satisfaction-non'), answer(false))));
      this.#add(line);
    }

    #showField(field) {
      const [keyboard, autocomplete] = KEYBOARDS[field?.type] ?? ['text', 'off'];
      this.text.inputMode = keyboard;
      this.text.autocomplete = autocomplete;
      this.label.textContent = field
        ? words('votre-reponse', { rang: field.index, total: field.count }) : words('votre-message');
    }

    #download() {
      const text = this.#lines.map(([who, said, at]) => `[${new Date(at).toLocaleString('fr-FR')}] ${who} : ${said}`).join('\n');
      const href = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
      make('a', { href, download: 'conversation.txt' }).click();
      setTimeout(() => URL.revokeObjectURL(href), 1000);
    }

    // ---- Sending ---------------------------------------------------------------------------------

    #submit(event) {
      event.preventDefault();
      const text = this.text.value.trim();
      if (!text) return;
      if ([...text].length > this.#limit) {
        this.error.textContent = words('message-trop-long', { max: this.#limit });
        return;
      }
      this.text.value = '';
      this.#say(text);
    }

    #say(text) { this.#send({ t: 'say', id: crypto.randomUUID(), text, ...this.#shown }, text); }

    #send(frame, shown) {
      this.error.textContent = '';
      this.#pending = [...this.#pending, { frame, shown }];
      this.#showYou(frame.id, shown, null, true);
      this.text.focus();
      this.#tell('guichet-message', { from: 'person' });
      if (this.#ended) this.#begin();
      else if (this.#welcomed) this.#post(frame);
    }

    #post(frame) {
      this.typing.hidden = false;
      this.log.scrollTop = this.log.scrollHeight;
      this.#socket.send(JSON.stringify(frame));
    }

    #settled(id) {
      this.#pending = this.#pending.filter(({ frame }) => frame.id !== id);
      this.log.querySelector(`[data-id="${CSS.escape(id)}"] .note`)?.replaceWith(this.#time());
    }

    #refused(frame) {
      this.typing.hidden = true;
      this.error.textContent = frame.text;
      if (!frame.id) return;
      if (!frame.retry) {
        this.#settled(frame.id);
        return;
      }
      setTimeout(() => {
        const waiting = this.#pending.find((entry) => entry.frame.id === frame.id);
        if (waiting && this.#welcomed) this.#post(waiting.frame);
      }, 3000);
    }

    // ---- Connection ------------------------------------------------------------------------------

    get #address() {
      const base = this.getAttribute('server') ?? (script?.src ? new URL(script.src).origin : location.origin);
      return `${base.replace(/^http/, 'ws')}/ws`;
    }

    #connect() {
      clearTimeout(this.#retry);
      if (this.#socket || this.#ended || (this.panel.hidden && !this.#stored.token)) return;
      const socket = new WebSocket(this.#address);
      let stable = 0;
      this.#socket = socket;
      socket.onopen = () => {
        stable = setTimeout(() => { this.#attempts = 0; }, STABLE_MS);
        socket.send(JSON.stringify({ t: 'hello', v: PROTOCOL, token: this.#stored.token, lastSeq: this.#seq }));
      };
      socket.onmessage = ({ data }) => this.#receive(JSON.parse(data));
      socket.onclose = ({ code }) => {
        clearTimeout(stable);
        if (this.#socket !== socket) return;
        this.#socket = null;
        this.#welcomed = false;
        this.#lost(code);
      };
    }

    #receive(frame) {
      if (frame.t === 'welcome') this.#greet(frame);
      else if (frame.t === 'ack') this.#settled(frame.id);
      else if (frame.t === 'error') {
        this.#refused(frame);
        if (frame.code === 'bad_version') this.#ended = true;
      } else if (frame.seq > this.#seq) {
        this.#seq = frame.seq;
        if (frame.t === 'you') {
          this.#lines.push([words('vous'), frame.text, frame.at]);
          this.#showYou(frame.id ?? `line-${frame.seq}`, frame.text, frame.at, false);
        }
        if (frame.t === 'bot') this.#showBot(frame);
      }
    }

    #greet(frame) {
      if (frame.token) this.#stored.token = frame.token;
      if (frame.after < this.#seq) this.#clear();
      this.#seq = frame.after;
      this.#limit = frame.limits.text;
      this.#welcomed = true;
      this.state.textContent = '';
      for (const { frame: waiting, shown } of this.#pending) {
        this.#showYou(waiting.id, shown, null, true);
        this.#post(waiting);
      }
    }

    #lost(code) {
      this.typing.hidden = true;
      if (this.#ended) return;
      if (code === UNKNOWN_SESSION) {
        this.#forget();  // the error frame before this one said it
        return;
      }
      this.#attempts += 1;
      if (this.#attempts > 1) {
        this.state.textContent = words('connexion-perdue');
      }
      this.#retry = setTimeout(() => this.#connect(), delay(this.#attempts));
    }

    #clear() {
      this.log.replaceChildren(this.typing);
      this.#lines = [];
      this.#answers = null;
      this.toAnswers.hidden = true;
    }

    // The conversation is gone: nothing of it stays here.
    #forget() {
      this.#ended = true;
      this.#stored.token = '';
      this.#pending = [];
      this.#shown = {};
      this.#seq = 0;
      this.#clear();
    }

    #begin() {
      this.#ended = false;
      this.#seq = 0;
      this.error.textContent = '';
      this.#connect();
    }

    #restart() {
      const old = this.#socket;
      this.#socket = null;
      this.#welcomed = false;
      this.#forget();
      old?.close(1000);
      this.#showField(null);
      this.#begin();
      this.text.focus();
    }
  }

  customElements.define('guichet-chat', GuichetChat);
  if (script && !document.querySelector('guichet-chat')) {
    const place = () => {
      const chat = document.createElement('guichet-chat');
      for (const [name, value] of Object.entries(script.dataset)) {
        chat.setAttribute(name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`), value);
      }
      document.body.append(chat);
    };
    if (document.body) place(); else addEventListener('DOMContentLoaded', place);
  }
})();
