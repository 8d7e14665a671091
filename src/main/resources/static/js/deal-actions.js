// The dialog of a lost deal: the reason proposes when to come back, and a competitor asks for more.
const reason = document.querySelector('[data-actions] [name=lossReason]');

if (reason) {
  const rival = reason.form.querySelector('[data-competitor]');

  reason.addEventListener('change', () => {
    rival.hidden = reason.value !== 'competitor';
    const months = reason.selectedOptions[0].dataset.months;
    if (months) {
      reason.form.elements.recontactMonths.value = months;
    }
  });
  reason.form.addEventListener('reset', () => { rival.hidden = true; });
}

// The dialog of a priority says beforehand how many deadlines it moves.
const priority = document.querySelector('#dialog-priority');

if (priority) {
  priority.addEventListener('actions:opened', async () => {
    const form = priority.querySelector('form');
    const told = form.querySelector('[data-moves]');
    told.textContent = '';
    const answer = await fetch(`${form.closest('[data-actions]').dataset.actions}/priority?to=${form.elements.priority.value}`);
    told.textContent = answer.ok ? (await answer.json()).told : '';
  });
}
