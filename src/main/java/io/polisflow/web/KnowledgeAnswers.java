package io.polisflow.web;

import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.knowledge.Knowledge;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Looks up answers in the knowledge base for a page or a task's tab, and counts what is shown of them. */
@Component
class KnowledgeAnswers {

    /** So many answers are open to be read at once, and count as shown. */
    private static final int OPEN_AT_ONCE = 3;

    private final KnowledgePages pages;
    private final Knowledge knowledge;
    private final Deals deals;
    private final CurrentUser user;

    KnowledgeAnswers(KnowledgePages pages, Knowledge knowledge, Deals deals, CurrentUser user) {
        this.pages = pages;
        this.knowledge = knowledge;
        this.deals = deals;
        this.user = user;
    }

    /** What somebody looks for, the deal it is for and the task at which they sit; kept from page to page. */
    record Search(String query, String category, String product, String deal, String task) {

        public boolean isEmpty() {
            return isBlank(query) && isBlank(category) && isBlank(product);
        }

        /** @return the deal's number, or null */
        public String occasion() {
            return isBlank(deal) ? null : deal;
        }

        /** @return the address that goes on with the same search: of the task's tab, or of the knowledge base */
        String returnTo(RedirectAttributes redirect) {
            redirect.addAttribute("query", query == null ? "" : query);
            redirect.addAttribute("category", category == null ? "" : category);
            redirect.addAttribute("product", product == null ? "" : product);
            if (isBlank(task)) {
                redirect.addAttribute("deal", deal == null ? "" : deal);
                return "redirect:/crm/knowledge";
            }
            redirect.addAttribute("task", task);
            return "redirect:/crm/tasks/{task}/knowledge";
        }

        private static boolean isBlank(String text) {
            return text == null || text.isBlank();
        }
    }

    /** @throws ResponseStatusException when there is no such deal */
    void put(Search search, Model model) {
        requireDeal(search);
        List<ArticleView> answers = pages.find(search.query(), search.category(), search.product());
        // Who opens an empty search browses; who looks for an answer is shown the best.
        int open = search.isEmpty() ? 0 : OPEN_AT_ONCE;
        knowledge.shown(answers.stream().limit(open).map(ArticleView::id).toList(), search.occasion(), user.id());
        model.addAttribute("search", search);
        model.addAttribute("answers", answers);
        model.addAttribute("open", open);
        model.addAttribute("mayWrite", mayWrite());
        putChoices(model);
    }

    void putChoices(Model model) {
        model.addAttribute("categories", pages.categories());
        model.addAttribute("products", pages.products());
    }

    boolean mayWrite() {
        return user.isIn(UserGroup.HEADS) || user.isIn(UserGroup.SUPERVISORS);
    }

    /** @throws ResponseStatusException when there is no such deal */
    void requireDeal(Search search) {
        if (search.occasion() != null && deals.find(search.occasion()).isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой сделки нет");
        }
    }
}
