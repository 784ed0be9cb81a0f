/** A text as it is; words that are searched for are marked. */
function shownText(parts) {
  const words = folded(state.view === 'rows' ? state.filters.q ?? '' : '').split(/\s+/).filter(Boolean);
  const box = el('div', { class: 'text', dir: 'auto' });
  for (const part of parts) {
    const text = part.kept ?? part.put ?? part.gone;
    const into = part.put !== undefined ? el('ins') : part.gone !== undefined ? el('del') : box;
    into.append(...marked(text, words));
    if (into !== box) {
      box.append(into);
    }
  }
  return box;
}

function marked(text, words) {
  if (!words.length || text.length > 200000) {
    return [text];
  }
  const escaped = words.map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return text.split(new RegExp(`(${escaped.join('|')})`, 'giu'))
    .map((piece, place) => (place % 2 ? el('mark', {}, piece) : piece));
}

const plain = (text) => shownText([{ kept: text }]);
const badge = (text, kind = '') => el('span', { class: `badge ${kind}` }, text);

function principleText(id) {
  const place = data.index.principles.indexOf(id);
  const norm = place < 0 ? '' : data.index.wordings[place];
  return norm ? el('p', { class: 'norm' }, norm) : undefined;
}

/** A critique beside what the revision changed. */
function stepParts(answer, step) {
  const parts = step.edits ? edited(answer, step.edits) : [{ kept: answer }];
  const outcome = step.accepted ? 'revised'
    : step.decision === 'keep' ? 'kept as it is' : `not revised${step.reading ? `: ${step.reading}` : ''}`;
  const node = el('div', { class: 'step' },
    el('div', {}, el('h4', {}, `Round ${step.round}: ${outcome}`),
      step.accepted ? shownText(parts) : el('p', { class: 'note' }, 'The answer stands.')),
    el('div', { class: 'why' },
      el('h4', {}, `Principle: ${step.principle}`), principleText(step.principle),
      step.critique === undefined ? el('p', { class: 'note' }, 'No critique was asked for.') : plain(step.critique),
      step.decision === undefined ? undefined : badge(`the critic says: ${step.decision}`)));
  return { node, answer: step.accepted && step.edits ? textOf(parts) : answer };
}

function wayCard(way, first, contests) {
  const card = el('section', { class: 'card' });
  const title = way.name || 'The answer';
  card.append(el('div', { class: 'where' }, el('h3', {}, title), badge(ending(way), isPlain(way) ? '' : way.kind),
    ...contests.filter((one) => way.name && winner(one) === way.name)
      .map((one) => badge(`preferred to ${one.a === way.name ? one.b : one.a}`, 'better'))));
  if (way.words && !isPlain(way)) {
    card.append(el('p', { class: way.kind === 'failed' ? 'error' : 'note', dir: 'auto' },
      `${way.role ? `${way.role}: ` : ''}${way.words}`));
  }
  if (way.initial === undefined) {
    return card;
  }
  let answer = way.initial;
  card.append(el('h4', {}, way.steps?.length ? 'Initial answer' : 'Answer'), plain(answer));
  for (const step of way.steps ?? []) {
    const shown = stepParts(answer, step);
    card.append(shown.node);
    answer = shown.answer;
  }
  if (way.steps?.length > 1 && answer !== way.initial) {
    card.append(el('h4', {}, 'Answer in the end'), plain(answer));
  }
  if (first && way.edits) {
    card.append(el('details', {}, el('summary', {}, `What differs from ${first.name}`),
      shownText(edited(answersOf({ ways: [first] }).get(first.name) ?? '', way.edits))));
  }
  return card;
}

/** How a way ended; an arm that is not to be revised has just answered. */
const isPlain = (way) => way.name && way.detail === 'not_revised';
const ending = (way) => (isPlain(way) ? 'answered'
  : way.name && way.kind === 'pair' ? 'revised' : [way.kind, way.detail].filter(Boolean).join(': '));

/** Whose answer a judge prefers; undefined for neither, and where the orders disagree. */
function winner(contest) {
  const votes = contest.order?.length === 2 ? contest.order : [contest.probability ?? 0.5];
  const sum = votes.reduce((sofar, p) => sofar + Math.sign(p - 0.5), 0);
  return sum === 0 ? undefined : sum > 0 ? contest.a : contest.b;
}

function contestParts(contest) {
  const box = el('div', { class: 'versus' }, el('h4', {}, `${contest.a} or ${contest.b}`));
  if (contest.equal) {
    box.append(el('p', {}, 'Both answers are the same text; no judge was asked.'));
    return box;
  }
  if (contest.probability === undefined) {
    box.append(el('p', { class: 'error', dir: 'auto' }, `No verdict${contest.missing ? `: ${contest.missing}` : ''}`));
  } else {
    const better = winner(contest);
    box.append(el('p', {}, better ? `${better} is better` : 'neither is better',
      el('span', { class: 'note' }, `: ${contest.a} with ${percent(contest.probability)}`)), bar(contest.probability));
  }
  if (contest.order?.length === 2) {
    const [first, second] = contest.order;
    box.append(el('p', { class: 'note' },
      `${contest.a} shown first: ${percent(first)}; shown second: ${percent(second)} `,
      (first - 0.5) * (second - 0.5) < 0 ? badge('the orders disagree', 'odd') : badge('both orders agree')));
  }
  if (contest.principles?.length) {
    box.append(el('p', { class: 'note' }, `asked by: ${contest.principles.join(', ')}`));
  }
  const said = (contest.parts ?? []).filter((part) => part.said?.length || part.probability !== undefined);
  if (said.length) {
    box.append(el('details', {}, el('summary', {}, 'What the judge said'),
      ...said.flatMap((part) => [
        el('p', { class: 'note' }, [part.name || 'the judge',
          part.probability === undefined ? '' : percent(part.probability)].filter(Boolean).join(': ')),
        ...(part.said ?? []).map((text) => el('div', { class: 'text said', dir: 'auto' }, text))])));
  }
  return box;
}

function promptCard(row, place) {
  const { index } = data;
  const odd = index.flags[place];
  return el('section', { class: 'card' },
    el('div', { class: 'where' }, el('h2', {}, index.id[place]),
      badge(`row ${number(index.row[place])}`),
      badge([data.kind(place), data.detail(place)].filter(Boolean).join(': '), data.kind(place)),
      odd & flags.orders ? badge('orders disagree', 'odd') : undefined,
      odd & flags.people ? badge('people disagree with the judge', 'odd') : undefined,
      odd & flags.principles ? badge('principles disagree', 'odd') : undefined,
      row?.human ? badge(`people prefer: ${row.human}`) : undefined),
    ...(row?.prompt ?? []).map((turn) => el('div', { class: 'turn' }, el('h3', {}, turn.role), plain(turn.content))),
    row?.line === undefined ? undefined : el('p', { class: 'note' }, `line ${row.line} of the input`),
    row?.metadata ? el('details', {}, el('summary', {}, 'Metadata'), el('dl', { class: 'settings' },
      ...Object.entries(row.metadata).map(([name, value]) =>
        el('div', {}, el('dt', {}, name), el('dd', {}, String(value)))))) : undefined);
}

let showing = 0;

/** Shows a row whole. */
async function showRow(place) {
  const own = ++showing;
  const detail = byId('detail');
  let row;
  try {
    row = await data.text(place);
  } catch (error) {
    detail.replaceChildren(el('p', { class: 'card error', role: 'alert' },
      `This part of the file cannot be read: ${error.message}; write the report again`));
    return;
  }
  if (own !== showing) {
    return;
  }
  const cards = [promptCard(row, place)];
  if (!row) {
    cards[0].append(el('p', { class: 'text', dir: 'auto' }, data.index.beginning[place]),
      el('p', { class: 'note' }, 'The texts of this row are not in this file: write the report with --rows all, or see'),
      el('pre', {}, `constitution show DIR ${data.index.id[place]}`));
    detail.replaceChildren(...cards);
    return;
  }
  const contests = row.contests ?? [];
  const ways = row.ways ?? [];
  const arms = ways.filter((way) => way.name);
  if (row.answers?.[0]?.speaker) {
    cards.push(el('section', { class: 'card' }, ...row.answers.map((turn) =>
      el('div', { class: 'turn' }, el('h3', {}, `${turn.speaker}, ${turn.name}`), plain(turn.text)))));
  } else if (row.answers?.length) {
    cards.push(el('div', { class: 'arms' }, ...row.answers.map((answer) => el('section', { class: 'card' },
      el('div', { class: 'where' }, el('h3', {}, `Answer ${answer.name}`),
        ...contests.filter((one) => winner(one) === answer.name).map(() => badge('the judge prefers it', 'better')),
        row.human === answer.name ? badge('people prefer it', 'better') : undefined),
      plain(answer.text)))));
  }
  if (arms.length) {
    cards.push(el('div', { class: 'arms' }, ...arms.map((way, number) =>
      wayCard(way, number ? arms[0] : undefined, contests))));
  } else if (!row.answers?.length || ways.some((way) => way.words)) {
    cards.push(...ways.map((way) => wayCard(way, undefined, contests)));
  }
  if (contests.length) {
    cards.push(el('section', { class: 'card' }, el('h3', {}, 'Verdicts'), ...contests.map(contestParts)));
  }
  detail.replaceChildren(...cards);
}
