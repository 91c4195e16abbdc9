// The editors' files are as their published schemas say, and the schemas refuse what the loader
// refuses.
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { it } from 'node:test';
import Ajv2020 from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { root } from './support/server.mjs';

const kinds = {
  'dialogs/dialog.schema.json': { folders: ['dialogs/sujets', 'dialogs/conversation'], least: 90, needs: 'id' },
  'intents/intent.schema.json': { folders: ['intents/sujets', 'intents/conversation', 'intents/precisions'], least: 105, needs: 'id' },
  'intents/lexique.schema.json': { folders: ['intents/lexique'], least: 6, needs: 'version' },
};

// YAML 1.2: `oui` is a text and `non` too, as in the loader.
const read = (path) => parse(readFileSync(join(root, path), 'utf8'), { schema: 'core' });

it('the first things are as their schema says, and it refuses what is unknown', () => {
  const schema = JSON.parse(readFileSync(join(root, 'dialogs/premieres-paroles.schema.json'), 'utf8'));
  const valid = new Ajv2020({ allErrors: true, allowUnionTypes: true }).compile(schema);
  const good = read('dialogs/communs/premieres-paroles.yaml');
  assert.ok(valid(good), JSON.stringify(valid.errors, null, 1));
  assert.ok(good.regles.length >= 10);
  assert.ok(!valid({ ...good, inconnu: 1 }));
  assert.ok(!valid({ ...good, regles: [{ sens: 'partir', si: ['stop'] }] }));
});

for (const [name, file] of [
  ['dialogs/precisions', 'dialogs/communs/precisions.yaml'],
  ['dialogs/glossaire', 'dialogs/communs/glossaire.yaml'],
  ['dialogs/style', 'dialogs/communs/style.yaml'],
]) {
  it(`${file} is as its schema says, and it refuses what is unknown`, () => {
    const schema = JSON.parse(readFileSync(join(root, `${name}.schema.json`), 'utf8'));
    const valid = new Ajv2020({ allErrors: true }).compile(schema);
    const good = read(file);
    assert.ok(valid(good), JSON.stringify(valid.errors, null, 1));
    assert.ok(!valid({ ...good, inconnu: 1 }));
    assert.ok(!valid({ ...good, version: 2 }));
  });
}

for (const [path, { folders, least, needs }] of Object.entries(kinds)) {
  const schema = JSON.parse(readFileSync(join(root, path), 'utf8'));
  const valid = new Ajv2020({ allErrors: true }).compile(schema);

  it(`every file is as ${path} says`, () => {
    let files = 0;
    for (const folder of folders) {
      for (const file of readdirSync(join(root, folder))) {
        assert.ok(valid(read(join(folder, file))), `${folder}/${file}: ${JSON.stringify(valid.errors, null, 1)}`);
        files += 1;
      }
    }
    assert.ok(files >= least, `${files} files`);
  });

  it(`${path} refuses an unknown key, a missing key and another version`, () => {
    const [file] = readdirSync(join(root, folders[0]));
    const good = read(join(folders[0], file));
    assert.ok(valid(good));
    assert.ok(!valid({ ...good, inconnu: 1 }));
    assert.ok(!valid({ ...good, version: 2 }));
    const { [needs]: needed, ...without } = good;
    assert.ok(needed && !valid(without));
  });
}
