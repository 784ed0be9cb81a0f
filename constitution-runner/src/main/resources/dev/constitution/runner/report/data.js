/** What the file holds: packed JSON in script elements of a type that is not run. */
const data = {
  chunks: new Map(),

  async unpack(id) {
    const packed = byId(id);
    const bytes = Uint8Array.fromBase64
      ? Uint8Array.fromBase64(packed.textContent)
      : Uint8Array.from(atob(packed.textContent), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Response(stream).json();
  },

  async load() {
    this.index = await this.unpack('index');
  },

  get rows() {
    return this.index.id.length;
  },

  hasText(row) {
    return this.index.text[row] >= 0;
  },

  /** A chunk's rows; the last ones that were looked at stay unpacked. */
  chunk(number) {
    const known = this.chunks.get(number);
    if (known) {
      return known;
    }
    const chunk = this.unpack(`chunk-${number}`);
    this.chunks.set(number, chunk);
    if (this.chunks.size > 24) {
      this.chunks.delete(this.chunks.keys().next().value);
    }
    return chunk;
  },

  /** A row's texts; undefined where the file has none. */
  async text(row) {
    return this.hasText(row) ? (await this.chunk(this.index.text[row]))[this.index.place[row]] : undefined;
  },

  kind(row) {
    return this.index.endings[this.index.ending[row]][0];
  },

  detail(row) {
    return this.index.endings[this.index.ending[row]][1];
  },
};

/** What a list of edits makes of a text: parts that were kept, taken away and put in. */
function edited(old, edits) {
  const parts = [];
  let at = 0;
  for (const edit of edits) {
    if (typeof edit === 'string') {
      parts.push({ put: edit });
    } else if (edit < 0) {
      parts.push({ gone: old.slice(at, at - edit) });
      at -= edit;
    } else {
      parts.push({ kept: old.slice(at, at + edit) });
      at += edit;
    }
  }
  return parts;
}

const textOf = (parts) => parts.map((part) => part.kept ?? part.put ?? '').join('');

/** The answers of a row by name, as labels and verdicts call them. */
function answersOf(row) {
  const answers = new Map();
  (row.answers ?? []).forEach((answer) => answers.set(answer.name, answer.text));
  for (const way of row.ways ?? []) {
    if (way.initial === undefined) {
      continue;
    }
    let answer = way.initial;
    (way.steps ?? []).filter((step) => step.accepted && step.edits)
      .forEach((step) => { answer = textOf(edited(answer, step.edits)); });
    if (way.name) {
      if (way.kind !== 'failed') {
        answers.set(way.name, answer);
      }
    } else {
      answers.set('initial', way.initial);
      answers.set('revised', answer);
    }
  }
  return answers;
}
