package io.polisflow.web;

import io.polisflow.web.DealListPages.Filter;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.ResponseStatusException;

/** The pages of deals in the CRM workspace. */
@Controller
@RequestMapping("/crm")
class DealController {

    private final DealPages pages;
    private final DealPageModel dealModel;
    private final DealListPages list;
    private final ExchangePages exchanges;

    DealController(DealPages pages, DealPageModel dealModel, DealListPages list, ExchangePages exchanges) {
        this.pages = pages;
        this.dealModel = dealModel;
        this.list = list;
        this.exchanges = exchanges;
    }

    @GetMapping({"", "/"})
    String start() {
        return "redirect:/crm/deals";
    }

    @GetMapping("/deals")
    String list(
            @ModelAttribute("filter") Filter filter,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam Map<String, String> parameters,
            Model model) {
        DealListPages.DealList found = list.list(filter, parameters, page);
        model.addAttribute("deals", found.rows());
        model.addAttribute("found", found);
        return "crm/deals";
    }

    @GetMapping("/deals/{number}")
    String deal(@PathVariable String number, Model model) {
        dealModel.put(number, model);
        return "crm/deal";
    }

    @GetMapping("/deals/{number}/exchange")
    String exchange(@PathVariable String number, @RequestParam(defaultValue = "1") int page, Model model) {
        model.addAttribute("deal", dealModel.find(number));
        model.addAttribute("exchanges", exchanges.page(number, page));
        return "crm/exchange";
    }

    @GetMapping("/deals/{number}/exchange/{id}")
    String exchange(@PathVariable String number, @PathVariable long id, Model model) {
        model.addAttribute(
                "texts",
                exchanges
                        .texts(number, id)
                        .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой записи нет")));
        return "crm/exchange-texts";
    }

    /** The tracker alone, which the page fetches again when the approval moves. */
    @GetMapping("/proposals/{id}/approval")
    String approval(@PathVariable long id, Model model) {
        ApprovalView approval = pages.approval(id)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого КП нет"));
        model.addAttribute("approval", approval);
        return "crm/approval :: tracker";
    }
}
