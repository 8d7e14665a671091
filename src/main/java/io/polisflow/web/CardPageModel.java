package io.polisflow.web;

import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Gathers what the parts of a client's card show, be it the page of the workspace or a task's tab. */
@Component
class CardPageModel {

    private final CardPages pages;
    private final CardHistory history;
    private final ClientActions actions;
    private final AuditTrail audit;

    CardPageModel(CardPages pages, CardHistory history, ClientActions actions, AuditTrail audit) {
        this.audit = audit;
        this.pages = pages;
        this.history = history;
        this.actions = actions;
    }

    /** The card as it is opened: the newest of everything. */
    void put(long id, Model model) {
        put(id, "", 0, 0, model);
    }

    /**
     * @param touches which events the timeline shows, blank for all
     * @param shown how many of them, 0 for the first part
     * @param changes how many lines of the audit trail, 0 for the first part
     */
    void put(long id, String touches, int shown, int changes, Model model) {
        boolean mayChange = actions.mayChange(id);
        CardView card = pages.card(id, mayChange);
        audit.saw(AuditSubject.client(id));
        model.addAttribute("mayChange", mayChange);
        model.addAttribute("client", card);
        model.addAttribute("requisites", card.requisites());
        model.addAttribute("contacts", card.contacts());
        model.addAttribute("timeline", history.timeline(id, touches, shown));
        model.addAttribute("trail", history.trail(id, changes));
    }
}
