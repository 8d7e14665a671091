// Planning a touch from its deal: what speaks against the time is said while it is chosen.
import {checked} from '../touch-warnings.js';

const form = document.querySelector('#dialog-touch form');

if (form) {
  const {touchKind, touchAt} = form.elements;
  const check = checked(form, () => `${form.dataset.outlook}?touchKind=${touchKind.value}&touchAt=${touchAt.value}`);
  touchKind.addEventListener('input', check);
  touchAt.addEventListener('input', check);
  form.closest('dialog').addEventListener('actions:opened', check);
}
