// The request for a statement of account by SMS, in the words of the content.
import assert from 'node:assert/strict';

const answers = [
  [/Tout est exact/, null], [/gestionnaire/, '2'], [/nom de famille/, 'Durandeau'], [/pr[ée]nom/i, 'Lucie'],
  [/naissance/, '12/03/1985'], [/r[ée]f[ée]rence/i, 'AB-4471902'], [/cr[ée]ancier/i, 'EDF'],
  [/Expliquez/, 'Il me faut le detail des sommes'],
];

export const opening = 'je voudrais un decompte des sommes dues';

// `ask` sends a text and gives the one that answers. Returns the summary and every text on the way.
export async function toSummary(ask) {
  const texts = [await ask(opening)];
  for (let turn = 0; turn < 12; turn += 1) {
    // The notice of what is kept stands after the first question of a form.
    const question = texts.at(-1).split('\n').findLast((line) => !/^\d |MES DONNÉES/.test(line));
    const [, answer] = answers.find(([asked]) => asked.test(question)) ?? assert.fail(`asked: ${texts.at(-1)}`);
    if (answer === null) return texts;
    texts.push(await ask(answer));
  }
  return assert.fail('no summary');
}
