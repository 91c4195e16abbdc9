// Links of Markdown documents to other files.
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

// How many links the documents of a folder have to files, and those that lead to none.
export function brokenLinks(folder, documents) {
  const links = documents.flatMap((document) => [...readFileSync(join(folder, document), 'utf8').matchAll(/\]\(([^)\s#]+)[^)]*\)/g)]
    .map(([, target]) => ({ document, target })).filter(({ target }) => !/^[a-z]+:/.test(target)));
  const broken = links.filter(({ document, target }) => !existsSync(join(folder, dirname(document), target)));
  return { links: links.length, broken: broken.map(({ document, target }) => `${document}: ${target}`) };
}
