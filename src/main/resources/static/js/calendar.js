// The arrow keys turn the weeks, Home comes back to this one; not while a field or a dialog has the keyboard.
document.addEventListener('keydown', event => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey
      || document.querySelector('dialog[open]') || event.target.closest('input, select, textarea')) {
    return;
  }
  const link = {ArrowLeft: '[rel=prev]', ArrowRight: '[rel=next]', Home: '[data-today]'}[event.key];
  if (link) {
    event.preventDefault();
    document.querySelector('.week-nav ' + link).click();
  }
});
