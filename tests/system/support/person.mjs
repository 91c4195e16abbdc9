// Answers whatever the assistant asks, so that the tests follow the content wherever it goes.
export const BY_TYPE = {
  nom: 'Durandeau', prenom: 'Églantine', denomination: 'Société Quincaillerie Morvan',
  reference: 'AB-4471902', 'date-naissance': '12/03/1985', 'date-passee': '02/01/2026',
  'date-future': '15/12/2099', date: '02/01/2026', telephone: '06 12 34 56 78',
  email: 'eglantine.durandeau@exemple.fr', rcs: '732 829 320', montant: '150,50 €',
  'numero-cheque': '1234567', 'numero-recommande': '1A 234 567 8901 2',
  texte: 'Je voudrais un échéancier de paiement sur six mois', 'oui-non': 'oui',
};

// Personal words a log must never hold.
export const personal = [
  'Durandeau', 'Églantine', 'Eglantine', 'Morvan', '4471902', '12/03/1985', '1985-03-12',
  '0612345678', '06 12 34 56 78', '612345678', 'exemple.fr', 'échéancier',
];

// What to send next: {say} or {choose, of}.
export function nextAnswer(bot) {
  if (bot.field && bot.asks !== 'confirmation') {
    const answer = BY_TYPE[bot.field.type];
    if (answer) return { say: answer };
  }
  const asking = bot.replies.findLast((reply) => reply.options.length > 0);
  if (!asking) return null;
  const option = asking.options.find(({ id }) => id === 'oui') ?? asking.options[0];
  return { choose: option.id, of: asking.node };
}

// Goes on until the request is sent; returns its reference.
export async function finish(chat, { limit = 40 } = {}) {
  for (let turn = 0; turn < limit; turn += 1) {
    if (chat.bot.reference) return chat.bot.reference;
    const next = nextAnswer(chat.bot);
    if (!next) throw new Error(`nothing to answer to: ${JSON.stringify(chat.bot)}`);
    if (next.say) await chat.say(next.say);
    else await chat.choose(next.choose, next.of);
  }
  throw new Error('the request never ended');
}

// A topic whose request is the same on every branch.
export const request = 'je voudrais obtenir un décompte des sommes dues';

export async function sendRequest(chat, words = request) {
  await chat.say(words);
  return finish(chat);
}
