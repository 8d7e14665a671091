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
