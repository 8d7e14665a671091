const form = document.getElementById('login');
const company = document.getElementById('company');
const opened = location.hash.replace(/^#\/login.*/, '');

const TYPED = 'polisflow.typed';
const typed = sessionStorage.getItem(TYPED);
sessionStorage.removeItem(TYPED);

// A refused password does not cost the name as well.
if (form && typed && /^\?(error|closed|busy|directory)/.test(location.search)) {
  form.username.value = typed;
  form.password.focus();
}

// The part after # never reaches the server: without this the task that was open would be forgotten.
if (form) {
  form.addEventListener('submit', () => {
    sessionStorage.setItem(TYPED, form.username.value);
    form.action = form.action.split('#')[0] + opened;
  });
}
if (company) {
  // The way leads over the provider's pages; the web app takes it up again.
  if (opened) {
    sessionStorage.setItem('polisflow.opened', opened);
  }
  if (company.dataset.atOnce) {
    location.replace(company.href);
  }
}

for (const button of document.querySelectorAll('[data-user]')) {
  button.addEventListener('click', () => {
    form.username.value = button.dataset.user;
    form.password.value = button.dataset.user;
    form.requestSubmit();
  });
}
