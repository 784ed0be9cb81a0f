'use strict';
// What the pages have in common. Texts of models become text nodes, never markup.
const byId = id => document.getElementById(id);

async function ask(what, sent) {
  byId('error').textContent = '';
  let reply;
  try {
    reply = await fetch(what, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(sent) });
  } catch (e) {
    throw new Error('The server does not answer; nothing of this choice is stored. Start the command again.');
  }
  const json = await reply.json().catch(() => ({ error: 'the server refused the request' }));
  if (!reply.ok) {
    throw new Error(json.error);
  }
  return json;
}

function showTurns(turns) {
  byId('turns').replaceChildren(...turns.map(turn => {
    const block = document.createElement('div');
    const who = document.createElement('strong');
    const text = document.createElement('p');
    block.className = turn.role;
    who.textContent = { user: 'Person', assistant: 'Assistant', system: 'Instruction' }[turn.role] || turn.role;
    text.textContent = turn.content;
    text.tabIndex = 0;
    block.append(who, text);
    return block;
  }));
}

/** Runs one request at a time: a key held down chooses once. */
let busy = false;
async function once(work) {
  if (busy) {
    return;
  }
  busy = true;
  document.querySelectorAll('button').forEach(button => { button.disabled = true; });
  try {
    await work();
  } catch (e) {
    byId('error').textContent = e.message;
  } finally {
    busy = false;
    document.querySelectorAll('button').forEach(button => { button.disabled = false; });
  }
}

const typing = event => event.ctrlKey || event.metaKey || event.altKey || event.repeat
  || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
