// After an edit inside a dynamic list form-js keeps {id: {0: undefined}} among its errors, and the button stays
// disabled although no field has an error: the form is told that it is valid.
function releaseButton() {
  const button = document.querySelector(
    '.form-actions .btn-primary[disabled], .modal-footer .btn-primary[disabled]');
  if (!button || !window.jQuery || !document.querySelector('.fjs-container .fjs-form-field-dynamiclist')
    || document.querySelector('.fjs-form-field-error')) {
    return;
  }
  let scope = window.jQuery(button).scope();
  while (scope && !Object.prototype.hasOwnProperty.call(scope, '$invalid')) {
    scope = scope.$parent;
  }
  if (scope && scope.$invalid) {
    scope.$invalid = false;
    scope.$apply();
  }
}

let pending = 0;
function releaseButtonSoon() {
  clearTimeout(pending);
  // form-js shows the errors of an edit a moment after it.
  pending = setTimeout(releaseButton, 300);
}

new MutationObserver(changes => {
  if (changes.some(change => change.type === 'attributes')) {
    // At once: pressing the button takes the focus out of the last field, which disables it between down and up.
    releaseButton();
  }
  releaseButtonSoon();
}).observe(document.body, {
  subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['disabled']
});

document.addEventListener('input', releaseButtonSoon, true);
document.addEventListener('focusout', releaseButtonSoon, true);

export default [];
