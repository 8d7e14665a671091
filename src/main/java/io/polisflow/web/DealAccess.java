package io.polisflow.web;

import io.polisflow.crm.access.Viewers;
import io.polisflow.crm.audit.AuditOrigin;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import java.util.Optional;
import java.util.function.Predicate;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Decides who may do what on the page of a deal that they see. */
@Component
public class DealAccess {

    private final Deals deals;
    private final CurrentUser user;
    private final Viewers viewers;

    DealAccess(Deals deals, CurrentUser user, Viewers viewers) {
        this.deals = deals;
        this.user = user;
        this.viewers = viewers;
    }

    /** @throws ResponseStatusException 404 when there is no such deal */
    public Deal find(String number) {
        return deals.find(number)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой сделки нет"));
    }

    /** @throws ResponseStatusException 404 as {@link #find}, 403 when the user may only look */
    public Deal findToAct(String number) {
        Deal deal = find(number);
        refusal(deal).ifPresent(reason -> {
            throw forbidden(reason);
        });
        actForOwner(deal.owner());
        return deal;
    }

    /** The audit names for whom a stand-in works. */
    private void actForOwner(String owner) {
        boolean standsIn = isTheirs(owner) && !owner.equals(user.id());
        AuditOrigin.actFor(standsIn ? owner : null);
    }

    /** @throws ResponseStatusException 404 as {@link #find}, 403 when the user leaves no files with this deal */
    public Deal findToLeaveFiles(String number) {
        Deal deal = find(number);
        if (!mayLeaveFiles(deal)) {
            throw forbidden("Файлы загружают менеджер сделки, андеррайтеры, юристы, руководители и супервизоры");
        }
        return deal;
    }

    private static ResponseStatusException forbidden(String reason) {
        return new ResponseStatusException(HttpStatus.FORBIDDEN, reason);
    }

    /** @return why the signed-on person may do nothing with the deal, empty when they may */
    public Optional<String> refusal(Deal deal) {
        return mayAct(deal)
                ? Optional.empty()
                : Optional.of("Это может сделать менеджер сделки, руководитель или супервизор");
    }

    public boolean mayAct(Deal deal) {
        return mayActOn().test(deal);
    }

    /** @return the same for many deals: for whom they stand in is asked once */
    public Predicate<Deal> mayActOn() {
        if (user.isIn(UserGroup.HEADS) || user.isIn(UserGroup.SUPERVISORS)) {
            return deal -> true;
        }
        Predicate<String> theirs = theirs();
        return deal -> theirs.test(deal.owner());
    }

    /** Whether a manager's own deals, touches and clients are those of whoever is signed on, be it as a stand-in. */
    public boolean isTheirs(String owner) {
        return theirs().test(owner);
    }

    /** @return the same for many managers */
    Predicate<String> theirs() {
        return user.isIn(UserGroup.SALES) ? viewers.current()::sellsFor : owner -> false;
    }

    /** Those who check a deal have papers of their own: a survey of the object, an opinion. */
    public boolean mayLeaveFiles(Deal deal) {
        return mayAct(deal) || user.isIn(UserGroup.UNDERWRITERS) || user.isIn(UserGroup.LAWYERS);
    }
}
