// Asks the server to move a touch, says what came of it with a way back, and shows the calendar as it is then.

const toast = document.getElementById('toast');

/** @param told what there is to know, in a line of its own; @param action {label, run}, or nothing */
export function say(text, {told = [], failed = false, action} = {}) {
  const line = document.createElement('p');
  line.textContent = text;
  for (const each of told) {
    const warning = document.createElement('span');
    warning.className = 'told';
    warning.textContent = each;
    line.append(document.createElement('br'), warning);
  }
  const buttons = [];
  if (action) {
    buttons.push(button(action.label, action.run));
  }
  buttons.push(button('Закрыть', () => { toast.hidden = true; }));
  toast.replaceChildren(line, ...buttons);
  toast.classList.toggle('failed', failed);
  toast.hidden = false;
}

function button(label, run) {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = label;
  made.addEventListener('click', run);
  return made;
}

/** @param at as a date-time field has it */
export function inWords(at) {
  const date = new Date(at);
  const day = date.toLocaleDateString('ru-RU', {weekday: 'short', day: 'numeric', month: 'long'});
  return `${day}, ${at.slice(11, 16)}`;
}

/** Draws the calendar anew; the keyboard stays with the touch that it was at. */
export async function refresh(touch) {
  await htmx.ajax('GET', location.pathname + location.search,
      {source: '#calendar', target: '#calendar', select: '#calendar', swap: 'outerHTML'});
  focusOn(touch);
}

/** Whoever came from a touch that was drawn anew goes on from there. */
export function focusOn(touch) {
  if (touch && (!document.activeElement || document.activeElement === document.body)) {
    document.querySelector(`#calendar .entry[data-touch="${touch}"]`)?.focus({preventScroll: true});
  }
}

function base() {
  return document.getElementById('calendar').dataset.actions;
}

/**
 * @param touch {id, what, seenAt}
 * @param at where to, as a date-time field has it
 * @return the problem, or undefined when it was moved
 */
export async function move(touch, at, outOfHours) {
  const {problem, reply} = await send(`${base()}/${touch.id}/move`, 'POST', {touchAt: at, seenAt: touch.seenAt, outOfHours});
  if (problem) {
    return problem;
  }
  await refresh(touch.id);
  say(`Перенесено: ${touch.what} — ${inWords(at)}.`, {
    told: reply.warnings.map(warning => warning.text),
    action: {label: 'Отменить перенос', run: () => undo(touch, at)}
  });
  return undefined;
}

async function undo(touch, at) {
  const {problem} = await send(`${base()}/${touch.id}/undo-move`, 'POST', {touchAt: at});
  await refresh(touch.id);
  say(problem ? problem.detail : `Перенос отменён: ${touch.what} — снова ${inWords(touch.seenAt)}.`, {failed: !!problem});
}
