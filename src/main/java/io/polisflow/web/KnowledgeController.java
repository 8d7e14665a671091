package io.polisflow.web;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.knowledge.Knowledge;
import io.polisflow.crm.knowledge.Knowledge.Draft;
import io.polisflow.security.CurrentUser;
import io.polisflow.web.KnowledgeAnswers.Search;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** The pages of the knowledge base: everybody searches and says what helped, heads and supervisors write. */
@Controller
@RequestMapping("/crm/knowledge")
class KnowledgeController {

    private final KnowledgePages pages;
    private final KnowledgeAnswers answers;
    private final Knowledge knowledge;
    private final CurrentUser user;

    KnowledgeController(KnowledgePages pages, KnowledgeAnswers answers, Knowledge knowledge, CurrentUser user) {
        this.pages = pages;
        this.answers = answers;
        this.knowledge = knowledge;
        this.user = user;
    }

    @ModelAttribute("mayWrite")
    boolean mayWrite() {
        return answers.mayWrite();
    }

    @GetMapping
    String list(@ModelAttribute("search") Search search, Model model) {
        answers.put(search, model);
        return "crm/knowledge";
    }

    @GetMapping("/{id}")
    String article(@PathVariable long id, @ModelAttribute("search") Search search, Model model) {
        answers.requireDeal(search);
        model.addAttribute("article", found(id));
        knowledge.shown(List.of(id), search.occasion(), user.id());
        return "crm/knowledge-article";
    }

    @PostMapping("/{id}/verdict")
    String judge(
            @PathVariable long id,
            @RequestParam boolean helped,
            @ModelAttribute("search") Search search,
            RedirectAttributes redirect) {
        answers.requireDeal(search);
        try {
            knowledge.judge(id, search.occasion(), user.id(), helped);
        } catch (NoSuchElementException e) {
            throw noSuchArticle();
        }
        redirect.addFlashAttribute("judged", id);
        return search.returnTo(redirect);
    }

    @GetMapping("/new")
    String blank(@RequestParam(required = false) String category, Model model) {
        requireAuthor();
        answers.putChoices(model);
        model.addAttribute("draft", new Draft(null, null, null, null, category));
        model.addAttribute("offered", true);
        return "crm/knowledge-edit";
    }

    @PostMapping
    String create(@ModelAttribute("draft") Draft draft, Model model, HttpServletResponse response) {
        requireAuthor();
        try {
            return "redirect:/crm/knowledge/"
                    + knowledge.create(draft, user.id()).id();
        } catch (RefusedException e) {
            model.addAttribute("offered", true);
            return refused(e, model, response);
        }
    }

    @GetMapping("/{id}/edit")
    String edit(@PathVariable long id, Model model) {
        requireAuthor();
        ArticleView article = found(id);
        answers.putChoices(model);
        model.addAttribute("id", id);
        model.addAttribute("version", article.version());
        model.addAttribute("offered", article.offered());
        model.addAttribute(
                "draft",
                new Draft(
                        article.title(),
                        article.body(),
                        String.join(", ", article.tags()),
                        article.product(),
                        article.category()));
        return "crm/knowledge-edit";
    }

    /** @param offered absent from the request when its box is not ticked */
    @PostMapping("/{id}")
    String change(
            @PathVariable long id,
            @RequestParam int version,
            @RequestParam(defaultValue = "false") boolean offered,
            @ModelAttribute("draft") Draft draft,
            Model model,
            HttpServletResponse response) {
        requireAuthor();
        try {
            knowledge.change(id, version, draft, offered, user.id());
            return "redirect:/crm/knowledge/" + id;
        } catch (NoSuchElementException e) {
            throw noSuchArticle();
        } catch (RefusedException e) {
            model.addAttribute("id", id);
            model.addAttribute("version", version);
            model.addAttribute("offered", offered);
            return refused(e, model, response);
        }
    }

    /** The form again with what was typed and what is wrong with it. */
    private String refused(RefusedException e, Model model, HttpServletResponse response) {
        answers.putChoices(model);
        model.addAttribute("refusal", e.getMessage());
        model.addAttribute("refusedField", e.field());
        response.setStatus(HttpStatus.BAD_REQUEST.value());
        return "crm/knowledge-edit";
    }

    private void requireAuthor() {
        if (!mayWrite()) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN,
                    "Статьи пишут руководители продаж и супервизоры. Передайте текст одному из них.");
        }
    }

    private ArticleView found(long id) {
        return pages.article(id).orElseThrow(KnowledgeController::noSuchArticle);
    }

    private static ResponseStatusException noSuchArticle() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой статьи нет");
    }
}
