// A number is typed without blanks between thousands: under its field it is shown as people read it.
const LEAST = 10000;
const RUBLE = '₽';

function readable(field) {
  const typed = field.querySelector('input').value.replace(',', '.');
  const number = Number(typed);
  const unit = field.querySelector('.fjs-input-adornment-text')?.textContent.trim();
  if (typed === '' || Number.isNaN(number) || (unit !== RUBLE && Math.abs(number) < LEAST)) {
    return '';
  }
  const [whole, fraction = ''] = typed.split('.');
  const kopecks = unit === RUBLE ? fraction.padEnd(2, '0') : fraction;
  return whole.replace(/\B(?=(\d{3})+$)/g, '\u00a0') + (kopecks ? ',' + kopecks : '') + (unit ? '\u00a0' + unit : '');
}

// As an attribute, which the style sheet shows: form-js draws its elements anew and would not know one of ours among them.
// An empty one keeps the line's room, so that nothing moves while somebody types.
function show() {
  for (const field of document.querySelectorAll('.fjs-container .fjs-form-field-number')) {
    const text = readable(field);
    if (text !== field.getAttribute('data-readable')) {
      field.setAttribute('data-readable', text);
    }
  }
}

let planned = 0;
function showSoon() {
  // A row that is taken away moves the values of the others, which no event tells.
  planned = planned || requestAnimationFrame(() => {
    planned = 0;
    show();
  });
}

new MutationObserver(showSoon).observe(document.body, {subtree: true, childList: true});
document.addEventListener('input', showSoon, true);

export default [];
