/** Which of two answers is better, said by a person who sees neither where they come from nor what anybody else says. */
const labelling = {
  labeller: undefined,
  given: [],
  order: [],
  pair: undefined,

  /** Kept under the run's id and the name: pages that open from disk share one storage. */
  key() {
    return `constitution/labels/${data.index.run}/${this.labeller}`;
  },

  keep() {
    try {
      localStorage.setItem(this.key(), JSON.stringify(this.given));
      this.kept = true;
    } catch {
      this.kept = false; // private windows may have no storage
    }
  },

  recall() {
    try {
      const stored = JSON.parse(localStorage.getItem(this.key()) ?? '[]');
      return Array.isArray(stored) ? stored : [];
    } catch {
      return [];
    }
  },

  show() {
    if (this.labeller === undefined) {
      this.askName();
    } else {
      this.next();
    }
  },

  askName() {
    const name = el('input', { id: 'labeller', required: true, maxlength: 80, autocomplete: 'off' });
    byId('label-view').replaceChildren(el('section', { class: 'card' },
      el('h2', {}, 'Which answer is better?'),
      el('p', {}, 'Two answers to a prompt are shown without a word on where they come from, in an order of your own.'
        + ' What you say stays in this browser until you export it.'),
      el('form', {
        class: 'label-bar',
        onsubmit: (event) => {
          event.preventDefault();
          this.begin(name.value.trim());
        },
      }, el('label', {}, 'Your name ', name), el('button', { class: 'main' }, 'Begin'))));
    name.focus();
  },

  begin(name) {
    if (!name) {
      return;
    }
    this.labeller = name;
    this.given = this.recall();
    this.order = Array.from({ length: data.rows }, (_, row) => row)
      .filter((row) => data.hasText(row))
      .map((row) => [hash(`${name}\n${data.index.id[row]}`), row])
      .sort((one, other) => one[0] - other[0])
      .map(([, row]) => row);
    this.next();
  },

  /** Shows the first pair, in the labeller's order, that nothing was said of. */
  async next() {
    const done = new Set(this.given.map(nameOf));
    for (const [place, row] of this.order.entries()) {
      const id = data.index.id[row];
      const text = await data.text(row);
      for (const { a, b, answers: fingerprint } of text.pairs ?? []) {
        if (!done.has(nameOf({ id, a, b }))) {
          const answers = answersOf(text);
          const shown = hash(`${this.labeller}\n${id}\n${a}\n${b}`) % 2 ? 'b' : 'a';
          this.pair = { id, a, b, shown, fingerprint, prompt: text.prompt ?? [], texts: { a: answers.get(a), b: answers.get(b) } };
          this.draw(place);
          return;
        }
      }
    }
    this.pair = undefined;
    this.draw(this.order.length);
  },

  draw(place) {
    const { pair } = this;
    const labels = this.given.filter((one) => one.choice !== 'skip').length;
    const bar = el('div', { class: 'label-bar' },
      ...(pair ? [
        el('button', { type: 'button', class: 'main', onclick: () => this.choose(1) }, 'First is better ', el('kbd', {}, '1')),
        el('button', { type: 'button', class: 'main', onclick: () => this.choose(2) }, 'Second is better ', el('kbd', {}, '2')),
        el('button', { type: 'button', onclick: () => this.choose(0) }, 'Neither ', el('kbd', {}, '0')),
        el('button', { type: 'button', onclick: () => this.skip() }, 'Skip ', el('kbd', {}, 's')),
      ] : []),
      el('button', { type: 'button', id: 'undo', disabled: !this.given.length, onclick: () => this.undo() }, 'Undo ', el('kbd', {}, 'u')),
      el('span', { class: 'space' }),
      el('button', { type: 'button', id: 'export', disabled: !labels, onclick: () => this.export() }, 'Export labels'),
      el('button', { type: 'button', id: 'other', onclick: () => { this.labeller = undefined; this.askName(); } }, 'Somebody else'));
    const progress = el('p', { role: 'status', id: 'progress', class: 'note' },
      `${this.labeller}: ${number(labels)} labelled; row ${number(Math.min(place + 1, this.order.length))} of ${number(this.order.length)}`
      + (this.kept === false ? '. This browser keeps nothing: export before you close the page' : ''));
    const turns = pair ? pair.prompt.map((turn) => el('div', { class: 'turn' }, el('h3', {}, turn.role), plain(turn.content))) : [];
    const [one, other] = pair && pair.shown === 'b' ? ['b', 'a'] : ['a', 'b'];
    byId('label-view').replaceChildren(progress, ...(pair ? [
      el('section', { class: 'card', 'aria-label': 'Prompt' }, el('h2', { id: 'question', tabindex: -1 }, 'Which answer is better?'), ...turns),
      el('div', { class: 'sides' },
        el('section', { class: 'card', 'aria-label': 'First answer' }, el('h3', {}, 'First'), plain(pair.texts[one])),
        el('section', { class: 'card', 'aria-label': 'Second answer' }, el('h3', {}, 'Second'), plain(pair.texts[other]))),
    ] : [el('section', { class: 'card' }, el('h2', {}, 'Nothing is left to label.'))]), bar);
    byId('question')?.focus({ preventScroll: true });
  },

  /** Takes a choice by the side: 1 the first, 2 the second, 0 neither. */
  choose(side) {
    if (this.pair) {
      const first = this.pair.shown;
      this.say(side === 0 ? 'tie' : side === 1 ? first : first === 'a' ? 'b' : 'a');
    }
  },

  skip() {
    if (this.pair) {
      this.say('skip');
    }
  },

  say(choice) {
    const { id, a, b, shown, fingerprint } = this.pair;
    this.pair = undefined; // a second key press before the next pair is there says nothing of it
    this.given.push({
      run: data.index.run, id, a, b, choice, labeller: this.labeller, at: new Date().toISOString(), shown_first: shown,
      answers: fingerprint,
    });
    this.keep();
    this.next();
  },

  undo() {
    this.given.pop();
    this.keep();
    this.next();
  },

  export() {
    const lines = this.given.filter((one) => one.choice !== 'skip').map((one) => `${JSON.stringify(one)}\n`);
    const address = URL.createObjectURL(new Blob(lines, { type: 'application/jsonl' }));
    const file = `labels-${data.index.run}-${this.labeller.replace(/[^\p{L}\p{N}]+/gu, '-')}.jsonl`;
    el('a', { href: address, download: file }).click();
    setTimeout(() => URL.revokeObjectURL(address), 10000);
  },
};

const nameOf = (label) => JSON.stringify([label.id, label.a, label.b]);

/** Draws by a text, always alike: FNV-1a with MurmurHash's last mixing. */
function hash(text) {
  let drawn = 0x811c9dc5;
  for (const letter of new TextEncoder().encode(text)) {
    drawn = Math.imul(drawn ^ letter, 0x01000193);
  }
  drawn = Math.imul(drawn ^ (drawn >>> 16), 0x85ebca6b);
  drawn = Math.imul(drawn ^ (drawn >>> 13), 0xc2b2ae35);
  return (drawn ^ (drawn >>> 16)) >>> 0;
}
