// The dialog of a lost deal: the reason proposes when to come back, and a competitor asks for more.
const reason = document.querySelector('[data-actions] [name=lossReason]');

if (reason) {
  reason.addEventListener('change', () => {
    const form = reason.form;
    form.querySelector('[data-competitor]').hidden = reason.value !== 'competitor';
    const months = reason.selectedOptions[0].dataset.months;
    if (months) {
      form.elements.recontactMonths.value = months;
    }
  });
}
