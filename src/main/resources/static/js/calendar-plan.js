// The dialogs that choose a time: what speaks against it is said while it is chosen, and what was typed is never lost.
import {focusOn, inWords, move, refresh, say} from './calendar-moves.js';
import {checked, warn} from './touch-warnings.js';

const HALF_AN_HOUR = 30;
const planDialog = document.getElementById('dialog-plan');
const planForm = planDialog?.querySelector('form');
const moveDialog = document.getElementById('dialog-move');
const moveForm = moveDialog.querySelector('form');

function failed(form, problem) {
  form.querySelector('[type=submit]').disabled = false;
  explain(form, problem);
  return problem;
}

const checkMove = checked(moveForm, () => {
  const actions = document.getElementById('calendar').dataset.actions;
  return `${actions}/${moveDialog.dataset.target}/check?touchAt=${moveForm.elements.touchAt.value}`;
});
moveForm.elements.touchAt.addEventListener('input', checkMove);
document.addEventListener('click', event => {
  const opener = event.target.closest('[data-dialog=move]');
  if (opener) {
    // What was typed before stays in the dialog, but the touch may stand elsewhere by now.
    moveForm.elements.seenAt.value = opener.dataset.valueSeenAt;
    warn(moveForm, null);
    if (moveForm.elements.touchAt.value !== moveForm.elements.seenAt.value) {
      checkMove();
    }
  }
});

moveForm.addEventListener('submit', async event => {
  event.preventDefault();
  const fields = moveForm.elements;
  const submit = moveForm.querySelector('[type=submit]');
  submit.disabled = true;
  const what = moveDialog.querySelector('[data-shown=what]').textContent;
  const touch = {id: moveDialog.dataset.target, what, seenAt: fields.seenAt.value};
  const problem = await move(touch, fields.touchAt.value || null, fields.outOfHours.checked);
  if (problem) {
    failed(moveForm, problem);
    return;
  }
  submit.disabled = false;
  document.querySelectorAll('dialog[open]').forEach(dialog => dialog.close());
  delete moveDialog.dataset.target;
  focusOn(touch.id);
});

if (planForm) {
  setUpPlan();
}

function chosenDeal() {
  return planForm.querySelector('[name=deal]:checked')?.value;
}

function dealAddress(deal) {
  return `${planForm.dataset.deals}/${encodeURIComponent(deal)}/touches`;
}

function openPlan(at) {
  const field = planForm.elements.touchAt;
  if (at || !field.value) {
    field.value = at || nextHour();
  }
  planDialog.showModal();
  planForm.elements.text.focus();
  if (!document.getElementById('plan-deals').children.length) {
    htmx.trigger(planForm.elements.text, 'search');
  }
  planForm.dispatchEvent(new Event('check'));
}

/** The next full hour of the day that is shown, or of today. */
function nextHour() {
  const now = new Date();
  const shown = new URLSearchParams(location.search);
  const single = shown.get('view') === 'day' ? document.querySelector('.slots')?.dataset.date : null;
  const today = `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, '0')}-${String(now.getDate()).padStart(2, '0')}`;
  const hour = single && single !== today ? 10 : Math.min(23, now.getHours() + 1);
  return `${single || today}T${String(hour).padStart(2, '0')}:00`;
}

/** Not randomUUID, which browsers have over TLS only. */
function newKey() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map(each => each.toString(16).padStart(2, '0')).join('');
}

function setUpPlan() {
  const check = checked(planForm, () => {
    const deal = chosenDeal();
    const fields = planForm.elements;
    return deal && `${dealAddress(deal)}/warnings?touchKind=${fields.touchKind.value}&touchAt=${fields.touchAt.value}`;
  });
  planForm.addEventListener('input', check);
  planForm.addEventListener('check', check);
  planForm.elements.text.addEventListener('keydown', event => {
    if (event.key === 'Enter') {
      // It looks for the deal; the form is not ready yet.
      event.preventDefault();
      htmx.trigger(planForm.elements.text, 'search');
    }
  });

  document.getElementById('plan-deals').addEventListener('htmx:afterSwap', () => {
    if (!chosenDeal()) {
      document.getElementById('plan-contact').replaceChildren();
    }
    check();
  });

  document.querySelector('[data-plan-at]').addEventListener('click', () => openPlan(null));
  document.addEventListener('click', event => {
    const slots = event.target.closest('[data-may-plan] .slots');
    if (!slots || event.target.closest('a, button, .placed')) {
      return;
    }
    const box = slots.getBoundingClientRect();
    const from = Number(slots.dataset.from);
    const exact = from + (event.clientY - box.top) / box.height * (Number(slots.dataset.to) - from);
    const minutes = Math.floor(exact / HALF_AN_HOUR) * HALF_AN_HOUR;
    const time = [Math.floor(minutes / 60), minutes % 60].map(part => String(part).padStart(2, '0')).join(':');
    openPlan(`${slots.dataset.date}T${time}`);
  });

  // The same key twice plans one touch: what the network lost may be sent again.
  let key = newKey();
  planForm.addEventListener('submit', async event => {
    event.preventDefault();
    const fields = planForm.elements;
    const deal = chosenDeal();
    if (!deal) {
      failed(planForm, {field: 'text', detail: 'Выберите сделку: найдите её по клиенту, ИНН или номеру'});
      return;
    }
    planForm.querySelector('[type=submit]').disabled = true;
    const at = fields.touchAt.value || null;
    const kind = fields.touchKind.selectedOptions[0].textContent;
    const {problem} = await send(dealAddress(deal), 'POST', {
      key,
      touchKind: fields.touchKind.value,
      touchAt: at,
      contactId: fields.contactId?.value || null,
      place: fields.place.value || null,
      note: fields.note.value || null,
      outOfHours: fields.outOfHours.checked
    });
    failed(planForm, problem);
    if (problem) {
      return;
    }
    key = newKey();
    const told = [...planForm.querySelectorAll('[data-warnings] p')].map(line => line.textContent);
    planDialog.close();
    planForm.reset();
    document.getElementById('plan-deals').replaceChildren();
    document.getElementById('plan-contact').replaceChildren();
    warn(planForm, null);
    await refresh();
    say(`Запланировано: ${kind.toLowerCase()} — ${inWords(at)}.`, {told});
  });
}
