package io.polisflow.web;

import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.process.sla.HeldUpSteps;
import io.polisflow.web.deal.DealWork;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.server.ResponseStatusException;

/** Gathers what the parts of a deal's page show, be it the page of the workspace or a task's tab. */
@Component
class DealPageModel {

    private final AuditTrail audit;
    private final DealPages pages;
    private final DealActions actions;
    private final ContractPages contracts;
    private final HeldUpSteps heldUpSteps;
    private final CallPages calls;
    private final ExchangePages exchanges;
    private final DealWork work;
    private final DeadlinePages deadlines;

    DealPageModel(
            DealPages pages,
            DealActions actions,
            ContractPages contracts,
            HeldUpSteps heldUpSteps,
            CallPages calls,
            ExchangePages exchanges,
            DealWork work,
            DeadlinePages deadlines,
            AuditTrail audit) {
        this.audit = audit;
        this.deadlines = deadlines;
        this.pages = pages;
        this.actions = actions;
        this.contracts = contracts;
        this.heldUpSteps = heldUpSteps;
        this.calls = calls;
        this.exchanges = exchanges;
        this.work = work;
    }

    /** @throws ResponseStatusException when there is no such deal */
    void put(String number, Model model) {
        model.addAttribute("deal", find(number));
        model.addAttribute("actions", actions.offer(number));
        model.addAttribute("heldUp", heldUpSteps.of(number));
        model.addAttribute("contracts", contracts.contractsOf(number));
        model.addAttribute("policies", contracts.policiesOf(number));
        model.addAttribute("dealCalls", calls.callsOf(number));
        model.addAttribute("exchanges", exchanges.latest(number));
        model.addAttribute("work", work.offer(number));
        model.addAttribute("deadlines", deadlines.ofDeal(number));
    }

    /** @throws ResponseStatusException when there is no such deal */
    DealView find(String number) {
        DealView deal = pages.find(number)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой сделки нет"));
        audit.saw(AuditSubject.deal(number));
        return deal;
    }
}
