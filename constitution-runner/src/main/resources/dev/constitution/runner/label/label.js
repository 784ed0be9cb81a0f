'use strict';
let labeller = '';
let shown = null;
const past = [];

function show(next) {
  shown = next.key ? next : null;
  byId('progress').textContent = `${next.done} of ${next.all} labelled`;
  byId('work').hidden = !shown;
  byId('end').hidden = !!shown;
  byId('correction').value = '';
  byId('better').open = false;
  if (shown) {
    showTurns(next.turns);
    byId('first').textContent = next.first;
    byId('second').textContent = next.second;
    byId('first').scrollTop = 0;
    byId('second').scrollTop = 0;
  }
}

const choose = choice => once(async () => {
  if (!shown) {
    return;
  }
  const key = shown.key;
  const next = await ask('label', { labeller, key, choice, correction: byId('correction').value });
  past.push(key);
  show(next);
});

const back = () => once(async () => {
  if (past.length) {
    show(await ask('again', { labeller, key: past[past.length - 1] }));
    past.pop();
  }
});

byId('who').addEventListener('submit', event => {
  event.preventDefault();
  once(async () => {
    labeller = byId('labeller').value.trim();
    const next = await ask('next', { labeller });
    byId('who').hidden = true;
    show(next);
    document.activeElement.blur();
  });
});
document.querySelectorAll('[data-choice]').forEach(button =>
  button.addEventListener('click', () => choose(button.dataset.choice)));
byId('back').addEventListener('click', back);
document.addEventListener('keydown', event => {
  if (typing(event) || !shown) {
    return;
  }
  const choice = { 1: 'first', 2: 'second', 0: 'tie', s: 'skip' }[event.key];
  if (choice) {
    choose(choice);
  } else if (event.key === 'z') {
    back();
  }
});
byId('labeller').focus();
