// The lines of a conversation, and where the person reads in them. A new answer is shown from its
// first line, never past it; whoever has scrolled up is left there. A button leads to what is new, or
// to what stands below the fold.
import { dayOf } from './bubbles.js';
import { buttonWithIcon, fill, make, words } from './dom.js';

const GAP = 12;    // pixels above the line that is shown
const SLACK = 24;  // a scroll of less than that is not somebody who went away
const FOLD = 48;   // what may stand below the fold untold: a time, an edge; kept in sight when one reads on

export class Log {
  // `avatar()` makes the picture beside what we say.
  constructor(avatar) {
    this.avatar = avatar;
    this.typing = make('div', { id: 'typing', hidden: true }, make('span'), make('span'), make('span'));
    this.typing.setAttribute('aria-hidden', 'true');
    this.skeleton = make('div', { id: 'skeleton', hidden: true }, make('span'), make('span'), make('span'));
    this.skeleton.setAttribute('aria-hidden', 'true');
    this.lines = make('div', { id: 'log', tabIndex: 0 }, this.skeleton, this.typing);
    this.lines.setAttribute('role', 'log');
    this.lines.setAttribute('aria-live', 'polite');
    this.lines.setAttribute('aria-label', words('conversation'));
    this.newer = buttonWithIcon('down', '', () => this.showNewer(), { id: 'newer', hidden: true });
    this.element = make('div', { id: 'reading' }, this.lines, this.newer);
    this.lines.addEventListener('scroll', () => this.scrolled());
    if (window.ResizeObserver) new ResizeObserver(() => this.resized()).observe(this.lines);
    this.forget();
  }

  // Beside what the same one said just before; `who` is you or bot.
  add(line, who, at) {
    const day = new Date(at).setHours(0, 0, 0, 0);
    if (day > this.day) this.beginDay(day);
    this.turnOf(who).lastElementChild.append(line);
  }

  // Our clock may be behind or ahead of the server's: a day never begins again. What was said today was
  // said yesterday once midnight has passed.
  beginDay(day) {
    this.day = day;
    const heading = make('p', { className: 'day' });
    heading.dataset.day = day;
    this.lines.insertBefore(heading, this.typing);
    for (const one of this.lines.querySelectorAll('.day')) one.textContent = dayOf(Number(one.dataset.day));
  }

  turnOf(who) {
    const last = this.typing.previousElementSibling;
    if (last && last.className === `turn ${who}`) return last;
    const turn = make('div', { className: `turn ${who}` }, ...(who === 'bot' ? [this.avatar()] : []), make('div', {}));
    this.lines.insertBefore(turn, this.typing);
    return turn;
  }

  // Is it in the last turn?
  endsWith(line) { return line.closest('.turn').nextElementSibling === this.typing; }

  remove(line) {
    const { parentElement: lines } = line;
    line.remove();
    if (!lines.childElementCount) lines.parentElement.remove();
  }

  // Said by neither: the end of a conversation.
  notice(text) {
    this.lines.insertBefore(make('p', { className: 'notice' }, text), this.typing);
    this.showEnd();
  }

  clear() {
    fill(this.lines, this.skeleton, this.typing);
    this.forget();
  }

  forget() {
    this.day = 0;          // midnight of the last one shown
    this.wanted = null;    // the line shown at the top; none: the end
    this.question = null;  // what stays in sight when the room gets smaller
    this.placed = 0;       // where we scrolled to last
    this.height = 0;       // the room there was then
    this.unseen = null;    // the first line of what came while the person was elsewhere
    this.newer.hidden = true;
  }

  // Is anything below the fold?
  tellBelow() {
    const below = this.lines.scrollHeight - this.lines.clientHeight - this.lines.scrollTop;
    this.newer.hidden = !this.unseen && below <= FOLD;
    this.newer.lastChild.textContent = this.unseen ? words('nouveaux-messages') : words('lire-la-suite');
  }

  // `first` is the first line of a new answer, `question` the text that asks.
  reveal(first, question) {
    this.question = question;
    if (this.away) {
      this.unseen = this.unseen || first;
      this.tellBelow();
    } else {
      this.wanted = first;
      this.place();
    }
  }

  // The person spoke: they are here.
  showEnd() {
    this.unseen = null;
    this.wanted = null;
    this.place();
  }

  showNewer() {
    const { unseen } = this;
    this.unseen = null;
    if (unseen) this.wanted = unseen;
    if (unseen || (this.wanted && this.topOf(this.wanted) > this.lines.scrollTop + this.lines.clientHeight)) {
      this.place();
    } else {
      this.lines.scrollTop += this.lines.clientHeight - FOLD;
      this.remember();
    }
    this.lines.focus();
  }

  // Scrolls to what is wanted; the browser stops at the end of the lines.
  place() {
    this.lines.scrollTop = this.wanted ? this.topOf(this.wanted) - GAP : this.lines.scrollHeight;
    this.remember();
  }

  remember() {
    this.placed = this.lines.scrollTop;
    this.height = this.lines.clientHeight;
    this.tellBelow();
  }

  get away() {
    const end = this.lines.scrollHeight - this.lines.clientHeight;
    return this.lines.scrollTop < Math.min(this.placed, end) - SLACK;
  }

  topOf(line) {
    return line.getBoundingClientRect().top - this.lines.getBoundingClientRect().top + this.lines.scrollTop;
  }

  scrolled() {
    if (this.unseen && this.topOf(this.unseen) < this.lines.scrollTop + this.lines.clientHeight) {
      this.unseen = null;
    }
    this.tellBelow();
  }

  // A keyboard opened or closed, or the box below took some of the room.
  resized() {
    const shrunk = this.lines.clientHeight < this.height;
    this.tellBelow();
    if (this.lines.clientHeight === this.height || this.away) return;
    if (shrunk && this.question && this.question.isConnected) this.keepQuestion();
    else this.place();
  }

  keepQuestion() {
    const top = this.topOf(this.question);
    const bottom = top + this.question.offsetHeight + GAP;
    this.lines.scrollTop = Math.min(top - GAP, Math.max(this.lines.scrollTop, bottom - this.lines.clientHeight));
    this.remember();
  }
}
