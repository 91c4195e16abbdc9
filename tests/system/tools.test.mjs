// The gates of the repository see the faults that they are there for, each planted in a small repository.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { newFolder, root } from './support/server.mjs';

const folders = [];
after(() => folders.forEach((folder) => rmSync(folder, { recursive: true })));

// What `tools/NAME` says of a repository with these files (path -> text), and whether it is content.
function gate(name, files, args = []) {
  const folder = newFolder();
  folders.push(folder);
  cpSync(join(root, 'tools'), join(folder, 'tools'), { recursive: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const git = (...words) => assert.equal(spawnSync('git', ['-C', folder, '-c', 'user.name=t', '-c', 'user.email=t@t', ...words]).status, 0);
  git('init', '--quiet');
  git('commit', '--quiet', '--allow-empty', '--message=first');
  const { status, stdout, stderr } = spawnSync(join(folder, 'tools', name), args, { cwd: folder, encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

describe('tools/layers', () => {
  it('lets through what the tables allow', () => {
    const { status, said } = gate('layers', {
      'engine/dialog/new.cpp': '#include <fmt/format.h>\n#include <chrono>\n#include "engine/text/normalize.hpp"\nint time_of_day(int now);\n',
      'engine/content/new.hpp': '#include <yaml-cpp/yaml.h>\n#include <unicode/uchar.h>\n#include "engine/slots/slot_type.hpp"\n',
      'connectors/web/new.cpp': '#include <fstream>\n#include <boost/json.hpp>\n#include "connectors/store/store.hpp"\n',
    });
    assert.equal(said, '');
    assert.equal(status, 0);
  });

  it('reports each fault, by file and line', () => {
    const faults = [
      // Against the direction, however it is written.
      ['engine/dialog', '#include "connectors/web/url.hpp"'],
      ['engine/dialog', '  #  include "connectors/web/url.hpp"'],
      ['engine/dialog', '#include <connectors/web/url.hpp>'],
      ['engine/dialog', '#include "../../connectors/web/url.hpp"'],
      ['engine/dialog', '#include <../connectors/web/url.hpp>'],
      ['engine/dialog', '#include "engine/dialog/../../connectors/web/url.hpp"'],
      ['engine/dialog', '#include "url.hpp"'],
      ['engine/dialog', '#include "engine/dialog/table.inc"'],
      ['engine/dialog', '#include HEADER'],
      ['engine/text', '#include "engine/dialog/turn.hpp"'],
      ['connectors/web', '#include "connectors/store/sqlite_store.hpp"'],
      ['connectors/store', '#include "connectors/host/host.hpp"'],
      ['elsewhere', '#include "engine/dialog/turn.hpp"'],
      // A file by another name is seen as well.
      ...['h', 'cc', 'cxx', 'ipp', 'inl', 'inc'].map((ending) => ['engine/dialog', '#include "engine/text/normalize.hpp"', ending]),
      // What the engine knows nothing of.
      ...['fstream', 'filesystem', 'iostream', 'cstdio', 'stdio.h', 'cstdlib', 'random', 'ctime', 'thread', 'sys/socket.h',
        'unistd.h', 'boost/json.hpp', 'spdlog/spdlog.h', 'yaml-cpp/yaml.h', 'CLI/CLI.hpp',
      ].map((header) => ['engine/dialog', `#include <${header}>`]),
      ['engine/dialog', '#include "fstream"'],
      ['engine/understanding', '#include <fstream> // "engine/text/normalize.hpp"'],
      ...['auto now = std::chrono::system_clock::now();', 'auto home = std::getenv("HOME");',
        'std::FILE* file = std::fopen("x", "r");', 'std::random_device chance;', 'int chance = rand();',
        'auto now = std::time(nullptr);', 'std::cerr << "here";'].map((call) => ['engine/dialog', call]),
    ].map(([home, line, ending = 'cpp'], number) => [`${home}/fault${number}.${ending}`, `// A comment.\n${line}\n`]);
    const { status, said } = gate('layers', Object.fromEntries(faults));
    assert.equal(status, 1);
    assert.deepEqual(faults.filter(([path]) => !said.includes(`${path}:2: `)), []);
  });
});

describe('tools/lint', () => {
  const setup = { 'tools/setup': '#!/bin/sh\n' };  // what is installed is not what is tested
  const patch = (was) => `--- a/x.txt\n+++ b/x.txt\n@@ -1 +1 @@\n-${was}\n+other\n`;
  const lint = (files) => gate('lint', { ...setup, 'x.txt': 'one\n', ...files }, ['HEAD']).said;

  it('refuses a commit that does not exist', () => {
    const { status, said } = gate('lint', setup, ['origin/mian']);
    assert.equal(status, 2);
    assert.match(said, /no commit: origin\/mian/);
  });

  it('sees a faulty script by whatever first line, and a mutant that no longer applies', () => {
    const firsts = ['#!/bin/bash -e', '#!/bin/sh', '#! /bin/dash -eu', '#!/usr/bin/env bash', '#!/usr/bin/env -S bash -e'];
    const scripts = Object.fromEntries(firsts.map((first, number) => [`run${number}`, `${first}\necho $1\n`]));
    const faulty = lint({ ...scripts, 'part.sh': '# shellcheck shell=bash\necho $1\n', 'tests/mutants/a.patch': patch('one'), 'tests/mutants/b.patch': patch('two') });
    assert.match(faulty, /^lint: broken: .*\bshell .*\bmutants\b/m);
    for (const name of [...Object.keys(scripts), 'part.sh']) assert.ok(faulty.includes(`In ${name} line 2:`), name);
    assert.match(faulty, /b\.patch does not apply/);
    assert.doesNotMatch(faulty, /a\.patch does not apply/);
    const sound = lint({ run: '#!/bin/bash -e\necho "$1"\n', 'tests/mutants/a.patch': patch('one') });
    assert.doesNotMatch(sound, /^lint: broken: .*\b(shell|mutants)\b/m);
  });
});
