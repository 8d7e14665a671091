// Shows the answers of the knowledge base while somebody writes down what a client objects, and notes which one was given.
(() => {
  /** Asks once the typing pauses, and forgets an answer that a later question has overtaken. */
  function asker(address, show) {
    let waiting = null;
    let asked = 0;
    return (parameters, pause) => {
      clearTimeout(waiting);
      const mine = ++asked;
      waiting = setTimeout(async () => {
        const {reply} = await send(address + '?' + new URLSearchParams(parameters), 'GET');
        if (reply && mine === asked) {
          show(reply);
        }
      }, pause);
    };
  }

  for (const form of document.querySelectorAll('form[data-answers]')) {
    const at = name => form.querySelector('[data-' + name + ']');
    const state = at('suggestions-state');

    const takeFrom = (answer) => {
      form.elements.articleId.value = answer ? answer.articleId : '';
      at('from').hidden = !answer;
      at('from-title').textContent = answer ? answer.title : '';
    };

    const shown = answer => {
      const item = document.createElement('details');
      const title = document.createElement('summary');
      title.textContent = answer.title + ' ';
      if (answer.helped) {
        const helped = document.createElement('span');
        helped.className = 'muted small';
        helped.textContent = answer.helped;
        title.append(helped);
      }
      const body = document.createElement('div');
      body.className = 'pre';
      body.textContent = answer.body;
      const take = document.createElement('button');
      take.type = 'button';
      take.className = 'quiet';
      take.textContent = 'Ответили этим';
      take.addEventListener('click', () => {
        takeFrom(answer);
        if (!form.elements.reply.value.trim()) {
          form.elements.reply.value = answer.title;
        }
        form.elements.reply.focus();
      });
      item.append(title, body, take);
      return item;
    };

    const ask = asker(form.dataset.answers, answers => {
      state.textContent = answers.length ? 'Ответы из базы знаний, лучшие сверху:' : 'В базе знаний ответа пока нет.';
      at('suggestions').replaceChildren(...answers.map(shown));
    });
    const look = pause => {
      const {category, words} = form.elements;
      if (category.value || words.value.trim()) {
        ask({category: category.value, words: words.value}, pause);
      }
    };
    form.elements.category.addEventListener('input', () => look(0));
    form.elements.words.addEventListener('input', () => look(600));
    at('without-article').addEventListener('click', () => takeFrom(null));
    let answered = null;
    form.closest('dialog').addEventListener('actions:opened', event => {
      // What was typed for one and the same objection stays, and the article with it.
      if (answered !== (event.detail.target || '')) {
        answered = event.detail.target || '';
        takeFrom(null);
      }
      look(0);
    });
  }
})();
