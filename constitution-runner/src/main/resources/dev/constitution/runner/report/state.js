/** What is looked at: it stands in the address behind the #, so that it can be kept and sent. */
const filterNames = ['q', 'ending', 'principle', 'changing', 'preferred', 'disagreement'];
const flags = { orders: 1, people: 2, principles: 4, any: 7 };

const state = {
  view: 'figures',
  row: undefined,
  filters: {},

  /** Reads the address. */
  read() {
    const hash = location.hash.slice(1);
    const named = new URLSearchParams(hash);
    if (['', 'figures', 'rows', 'label'].includes(hash)) {
      this.view = hash || 'figures';
      this.row = undefined;
      if (this.view !== 'rows') {
        return;
      }
    } else if (named.has('row') || filterNames.some((name) => named.has(name))) {
      this.view = 'rows';
      this.row = named.get('row') ?? undefined;
    } else {
      return; // a place within a view
    }
    this.filters = {};
    filterNames.filter((name) => named.get(name)).forEach((name) => { this.filters[name] = named.get(name); });
  },

  /** Writes it; a step from row to row is no step for the browser's way back. */
  write(replaces) {
    const named = new URLSearchParams();
    Object.entries(this.filters).forEach(([name, value]) => named.set(name, value));
    if (this.row !== undefined) {
      named.set('row', this.row);
    }
    const hash = this.view === 'rows' ? named.toString().replaceAll('+', '%20') || 'rows' : this.view;
    history[replaces ? 'replaceState' : 'pushState'](null, '', `#${hash}`);
  },
};

/** Whether a row passes the filters, but for the search. */
function passes(row) {
  const { index } = data;
  const wanted = state.filters;
  if (wanted.ending) {
    const [kind, ...detail] = wanted.ending.split(':');
    if (data.kind(row) !== kind || (detail.length && data.detail(row) !== detail.join(':'))) {
      return false;
    }
  }
  if (wanted.principle) {
    const of = wanted.changing ? index.changing : index.asked;
    if (!of[row].includes(index.principles.indexOf(wanted.principle))) {
      return false;
    }
  } else if (wanted.changing && !index.changing[row].length) {
    return false;
  }
  if (wanted.preferred && !index.preferred[row].includes(index.answers.indexOf(wanted.preferred))) {
    return false;
  }
  return !wanted.disagreement || (index.flags[row] & (flags[wanted.disagreement] ?? 0)) !== 0;
}

const folded = (text) => text.normalize('NFKC').toLowerCase();

/** All that is to be read of a row, for the search. */
function wordsOf(row) {
  const words = [];
  const collect = (value) => {
    if (typeof value === 'string') {
      words.push(value);
    } else if (value && typeof value === 'object') {
      Object.values(value).forEach(collect);
    }
  };
  collect(row.prompt);
  collect(row.metadata);
  collect(row.contests);
  answersOf(row).forEach((text) => words.push(text));
  for (const way of row.ways ?? []) {
    collect(way.words);
    (way.steps ?? []).forEach((step) => collect(step.critique));
  }
  return folded(words.join('\n'));
}

let searching = 0;

/**
 * Finds the rows that pass, tells of them as they are found, and stops where another search has begun.
 * What has no text in the file is searched in its id and its beginning.
 */
async function find(tell) {
  const own = ++searching;
  const rows = [];
  for (let row = 0; row < data.rows; row++) {
    if (passes(row)) {
      rows.push(row);
    }
  }
  const wanted = folded(state.filters.q ?? '').split(/\s+/).filter(Boolean);
  if (!wanted.length) {
    tell(rows, true);
    return;
  }
  const found = [];
  let told = performance.now();
  for (const row of rows) {
    const short = folded(`${data.index.id[row]}\n${data.index.beginning[row]}`);
    if (wanted.every((word) => short.includes(word))) {
      found.push(row);
    } else if (data.hasText(row)) {
      const text = `${short}\n${wordsOf(await data.text(row))}`;
      if (own !== searching) {
        return;
      }
      if (wanted.every((word) => text.includes(word))) {
        found.push(row);
      }
    }
    if (performance.now() - told > 200) {
      tell(found, false);
      await new Promise((resolve) => { setTimeout(resolve); });
      told = performance.now();
      if (own !== searching) {
        return;
      }
    }
  }
  tell(found, true);
}
