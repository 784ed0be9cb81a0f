// Asks, and shows what is told while the answer is made. What a model says is put in place as text, never as HTML.
import { events } from "./events.js";

const at = (selector, within = document) => within.querySelector(selector);
const form = at("form");
const question = at("#question");
let asking = null; // ends the request under way

const DECISIONS = {
  keep: "Nothing to object to",
  revise: "Objected to",
  unstated: "Objected to, without a decision in so many words",
};

form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask();
});
at("#stop").addEventListener("click", () => asking?.abort());
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    asking?.abort();
  } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target === question) {
    form.requestSubmit();
  }
});

showRules();

async function ask() {
  if (asking) {
    return;
  }
  asking = new AbortController();
  begin();
  try {
    const response = await fetch("answers/stream", {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "text/event-stream" },
      body: JSON.stringify({ question: question.value }),
      signal: asking.signal,
    });
    if (!response.ok) {
      throw new Error(await reason(response));
    }
    let isTold = false;
    for await (const { name, data } of events(response.body)) {
      show(name, data);
      isTold ||= name !== "step";
    }
    if (!isTold) {
      throw new Error("The connection broke off before the answer was there.");
    }
  } catch (error) {
    end(asking.signal.aborted ? "Stopped." : "");
    at("#failure").textContent = asking.signal.aborted ? "" : error.message;
  } finally {
    asking = null;
    at("#ask").disabled = false;
    at("#stop").hidden = true;
  }
}

function begin() {
  at("#failure").textContent = "";
  at("#result").hidden = true;
  at("#way").hidden = true;
  at("#steps").replaceChildren();
  at("#ask").disabled = true;
  at("#stop").hidden = false;
  at("#status").textContent = "The model answers, and its answer is looked at …";
}

function end(words) {
  at("#status").textContent = words;
}

function show(name, data) {
  if (name === "step") {
    showStep(data);
  } else if (name === "answer") {
    showAnswer(data);
  } else if (name === "failure") {
    end("");
    at("#failure").textContent = data.message;
  }
}

function showStep(step) {
  const item = at("#step").content.cloneNode(true);
  at("h3", item).textContent = step.title;
  at(".decision", item).textContent = DECISIONS[step.decision];
  at(".decision", item).classList.add(step.decision);
  at(".critique", item).textContent = step.critique ?? "";
  if (step.revision) {
    at(".revision", item).textContent = step.revision;
    at("details", item).hidden = false;
  } else if (step.reading) {
    at(".decision", item).textContent += `; the reply was no new answer (${step.reading.replaceAll("_", " ")})`;
  }
  at("#steps").append(item);
  at("#way").hidden = false;
  end(`Step ${at("#steps").children.length} is done …`);
}

function showAnswer(answer) {
  at("#answer").textContent = answer.answer;
  at("#first").textContent = answer.first;
  at("#result details").hidden = !answer.revised;
  at("#result").hidden = false;
  at("#failure").textContent = answer.failure ? `Not every step could be made: ${answer.failure}` : "";
  end(answer.revised ? "Done: the answer was revised." : "Done: the first answer stands.");
  at("#answer-heading").focus();
}

async function showRules() {
  const response = await fetch("constitution");
  if (!response.ok) {
    return;
  }
  const { title, principles } = await response.json();
  at("#rules summary").textContent = `The principles: ${title}`;
  for (const { title: name, norm } of principles) {
    at("#rules dl").append(described("dt", name), described("dd", norm));
  }
}

function described(tag, text) {
  return Object.assign(document.createElement(tag), { textContent: text });
}

/** What the service says of a request that it refuses. */
async function reason(response) {
  const problem = await response.json().catch(() => ({}));
  return problem.detail ?? `The service answered ${response.status}.`;
}
