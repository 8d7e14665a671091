const form = document.getElementById('login');

// The part after # never reaches the server: without this the task that was open would be forgotten.
form.addEventListener('submit', () => {
  form.action = form.action.split('#')[0] + location.hash.replace(/^#\/login.*/, '');
});

for (const button of document.querySelectorAll('[data-user]')) {
  button.addEventListener('click', () => {
    form.username.value = button.dataset.user;
    form.password.value = button.dataset.user;
    form.requestSubmit();
  });
}
