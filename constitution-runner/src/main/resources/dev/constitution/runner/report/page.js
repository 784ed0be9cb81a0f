/** Puts what is looked at on the page. */
function show() {
  document.body.dataset.view = state.view;
  for (const view of ['figures', 'rows', 'label']) {
    const link = byId(`to-${view}`);
    if (view === state.view) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }
  if (state.view === 'rows') {
    showFilters();
    search(true);
  } else if (state.view === 'label') {
    labelling.show();
  }
}

const inputs = { q: 'search', ending: 'ending', principle: 'principle', preferred: 'preferred', disagreement: 'disagreement' };

function showFilters() {
  Object.entries(inputs).forEach(([name, id]) => {
    if (byId(id) !== document.activeElement || name !== 'q') {
      byId(id).value = state.filters[name] ?? '';
    }
  });
  byId('changing').checked = Boolean(state.filters.changing);
}

function readFilters() {
  state.filters = {};
  Object.entries(inputs).forEach(([name, id]) => {
    const value = byId(id).value.trim();
    if (value) {
      state.filters[name] = value;
    }
  });
  if (byId('changing').checked) {
    state.filters.changing = 'yes';
  }
  state.write(true);
  search(false);
}

/** Lists what passes; a row that is linked to is shown even where it does not. */
function search(isLinked) {
  find((rows, done) => {
    list.show(rows);
    const searched = state.filters.q && data.index.text.some((chunk) => chunk < 0)
      ? '; of rows whose texts are not in this file, ids and beginnings are searched' : '';
    byId('found').textContent = `${number(rows.length)} of ${number(data.rows)} rows${done ? searched : ', still searching'}`;
    if (!done) {
      return;
    }
    const wanted = state.row === undefined ? -1 : data.index.id.indexOf(state.row);
    if (state.row !== undefined && wanted < 0 && isLinked) {
      byId('detail').replaceChildren(el('p', { class: 'card error', role: 'alert' }, `This run has no row "${state.row}".`));
    } else if (wanted >= 0 && list.rows.includes(wanted)) {
      list.find(wanted);
    } else if (wanted >= 0 && isLinked) {
      showRow(wanted);
    } else if (rows.length) {
      list.choose(0, false);
    } else {
      byId('detail').replaceChildren(el('p', { class: 'card note' }, 'No row is like that. Clear the filters to see all.'));
    }
  });
}

function fillFilters() {
  const { index } = data;
  const add = (id, value, text) => byId(id).append(el('option', { value }, text));
  const count = (has) => number(Array.from({ length: data.rows }, (_, row) => row).filter(has).length);
  const kinds = [...new Set(index.endings.map(([kind]) => kind))].sort();
  for (const kind of kinds) {
    const details = index.endings.filter(([of, detail]) => of === kind && detail);
    add('ending', kind, `${kind} (${count((row) => data.kind(row) === kind)})`);
    details.forEach(([, detail]) => add('ending', `${kind}:${detail}`,
      `${kind}: ${detail} (${count((row) => data.kind(row) === kind && data.detail(row) === detail)})`));
  }
  [...index.principles].sort().forEach((id) => add('principle', id, id));
  index.answers.forEach((name) => add('preferred', name, name));
}

const themes = ['auto', 'light', 'dark'];

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  byId('theme').textContent = `Theme: ${theme}`;
}

/** The choice is a person's, not the run's. */
function startTheme() {
  const key = 'constitution/theme';
  try {
    setTheme(themes.includes(localStorage.getItem(key)) ? localStorage.getItem(key) : 'auto');
  } catch {
    setTheme('auto');
  }
  byId('theme').addEventListener('click', () => {
    const next = themes[(themes.indexOf(document.documentElement.dataset.theme) + 1) % themes.length];
    setTheme(next);
    try {
      localStorage.setItem(key, next);
    } catch {
      // the page is in the theme all the same
    }
  });
}

function go(view) {
  state.view = view;
  state.write(false);
  show();
}

const keys = {
  j: () => state.view === 'rows' && list.choose(list.chosen + 1, true),
  k: () => state.view === 'rows' && list.choose(list.chosen - 1, true),
  ArrowDown: () => document.activeElement === list.box && list.choose(list.chosen + 1, true),
  ArrowUp: () => document.activeElement === list.box && list.choose(list.chosen - 1, true),
  Home: () => document.activeElement === list.box && list.choose(0, true),
  End: () => document.activeElement === list.box && list.choose(list.rows.length - 1, true),
  Enter: () => document.activeElement === list.box && byId('detail').focus(),
  Escape: () => state.view === 'rows' && list.box.focus(),
  '/': () => {
    if (state.view !== 'rows') {
      go('rows');
    }
    byId('search').focus();
    byId('search').select();
  },
  '?': () => byId('help').showModal(),
  f: () => go('figures'),
  r: () => go('rows'),
  l: () => go('label'),
  1: () => state.view === 'label' && labelling.choose(1),
  2: () => state.view === 'label' && labelling.choose(2),
  0: () => state.view === 'label' && labelling.choose(0),
  s: () => state.view === 'label' && labelling.skip(),
  u: () => state.view === 'label' && labelling.given.length && labelling.undo(),
};

function press(event) {
  const isTyping = event.target.matches('input:not([type=checkbox]), select, textarea');
  if (event.ctrlKey || event.metaKey || event.altKey || byId('help').open || (isTyping && event.key !== 'Escape')) {
    return;
  }
  const key = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
  if (key && key() !== false) {
    event.preventDefault();
  }
}

async function start() {
  startTheme();
  state.read();
  document.body.dataset.view = state.view;
  byId('keys').addEventListener('click', () => byId('help').showModal());
  if (typeof DecompressionStream === 'undefined') {
    byId('found').textContent = 'This browser cannot unpack the rows; open the file in a newer one. The figures are complete.';
    return;
  }
  await data.load();
  byId('to-label').hidden = data.index.endings.some(([kind]) => kind === 'conversation'); // no two answers to compare
  list.start();
  fillFilters();
  let waiting;
  byId('filters').addEventListener('input', (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(readFilters, event.target.id === 'search' ? 150 : 0);
  });
  byId('filters').addEventListener('submit', (event) => event.preventDefault());
  byId('filters').addEventListener('reset', () => setTimeout(readFilters));
  addEventListener('hashchange', () => { state.read(); show(); });
  document.addEventListener('keydown', press);
  show();
  document.body.dataset.ready = Math.round(performance.now()); // milliseconds from opening until it can be used
}

start().catch((error) => {
  byId('found').textContent = `The rows cannot be read: ${error.message}; write the report again.`;
});
