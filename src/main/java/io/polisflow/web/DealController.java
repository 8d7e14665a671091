package io.polisflow.web;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
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
    private final ExchangePages exchanges;

    DealController(DealPages pages, DealPageModel dealModel, ExchangePages exchanges) {
        this.pages = pages;
        this.dealModel = dealModel;
        this.exchanges = exchanges;
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
        dealModel.find(number);
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
