'use strict';
let labeller = '';
let conversation = null;

function show(state) {
  conversation = state.conversation || null;
  const choosing = 'first' in state;
  showTurns(state.turns || []);
  byId('choice').hidden = !choosing;
  byId('saying').hidden = choosing;
  byId('progress').textContent = choosing ? 'Which answer is better?' : state.note || '';
  byId('correction').value = '';
  byId('better').open = false;
  if (choosing) {
    byId('first').textContent = state.first;
    byId('second').textContent = state.second;
    document.activeElement.blur();
    byId('choice').scrollIntoView({ block: 'nearest' });
  } else {
    byId('text').value = '';
    byId('text').focus();
  }
}

const choose = choice => once(async () => {
  show(await ask('choose', { labeller, conversation, choice, correction: byId('correction').value }));
});

byId('who').addEventListener('submit', event => {
  event.preventDefault();
  once(async () => {
    labeller = byId('labeller').value.trim();
    const state = await ask('talk', { labeller });
    byId('who').hidden = true;
    byId('talk').hidden = false;
    show(state);
  });
});
byId('saying').addEventListener('submit', event => {
  event.preventDefault();
  once(async () => {
    byId('progress').textContent = 'Two answers are being written …';
    try {
      show(await ask('say', { labeller, conversation, text: byId('text').value }));
    } catch (e) {
      byId('progress').textContent = '';
      throw e;
    }
  });
});
byId('text').addEventListener('keydown', event => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    byId('saying').requestSubmit();
  }
});
byId('anew').addEventListener('click', () => show({}));
document.querySelectorAll('[data-choice]').forEach(button =>
  button.addEventListener('click', () => choose(button.dataset.choice)));
document.addEventListener('keydown', event => {
  const choice = { 1: 'first', 2: 'second', 0: 'tie' }[event.key];
  if (choice && !typing(event) && !byId('choice').hidden) {
    choose(choice);
  }
});
byId('labeller').focus();
