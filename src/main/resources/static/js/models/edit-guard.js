// Who leaves with changes that were not saved is asked first.
document.querySelectorAll('form[data-guard]').forEach((form) => {
  let changed = form.dataset.changed === 'true';
  ['input', 'change'].forEach(kind => form.addEventListener(kind, () => {
    changed = true;
  }));
  form.addEventListener('submit', (event) => {
    // The page asks the server first whether a form would arrive, and sends it only then.
    if (!event.defaultPrevented) {
      changed = false;
    }
  });
  window.addEventListener('beforeunload', (event) => {
    if (changed) {
      event.preventDefault();
    }
  });
});
