package io.polisflow.crm.client;

import jakarta.persistence.Query;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which clients of the register are meant; null filters nothing.
 *
 * @param owner user id of the manager, {@link #NOBODY} for clients without one
 * @param cold whether a sale to a contact of theirs was lost last
 * @param policyEndsWithin days, today included, in which an active policy of theirs ends
 */
public record ClientFilter(
        SearchText text,
        String owner,
        Industry industry,
        CompanySize size,
        Status status,
        Boolean cold,
        Integer policyEndsWithin) {

    /** Stands for «no manager»; no user has such an id. */
    public static final String NOBODY = "-";

    /** What is known of a client's existence. */
    public enum Status {
        ACTIVE(RegistryStatus.ACTIVE),
        REORGANIZING(RegistryStatus.REORGANIZING),
        DISSOLVING(RegistryStatus.DISSOLVING),
        BANKRUPT(RegistryStatus.BANKRUPT),
        DISSOLVED(RegistryStatus.DISSOLVED),
        UNCHECKED(Client.RequisitesState.UNCHECKED, "Реквизиты не проверены"),
        NOT_FOUND(Client.RequisitesState.NOT_FOUND, "Не найден в реестре");

        private final RegistryStatus registry;
        private final Client.RequisitesState requisites;
        private final String label;

        Status(RegistryStatus registry) {
            this.registry = registry;
            this.requisites = null;
            this.label = registry.label();
        }

        Status(Client.RequisitesState requisites, String label) {
            this.registry = null;
            this.requisites = requisites;
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** All clients that the text finds. */
    public static ClientFilter of(SearchText text) {
        return new ClientFilter(text, null, null, null, null, null, null);
    }

    /** @return what is left when the text is not asked */
    ClientFilter withoutText() {
        return new ClientFilter(SearchText.of(null), owner, industry, size, status, cold, policyEndsWithin);
    }

    public boolean isEmpty() {
        return text.isEmpty() && equals(of(text));
    }

    /**
     * @param common see {@link SearchText#condition}
     * @return conditions on the client {@code c} of an HQL query, joined by «and»
     */
    String conditions(Set<Integer> common) {
        List<String> conditions = new ArrayList<>();
        conditions.add("c.mergedInto is null");
        if (!text.isEmpty()) {
            conditions.add(text.condition("c", common));
        }
        if (owner != null) {
            conditions.add(owner.equals(NOBODY) ? "c.owner is null" : "c.owner = :owner");
        }
        if (industry != null) {
            conditions.add("c.okved between :firstClass and :lastCode");
        }
        if (size != null) {
            conditions.add("c.companySize = :size");
        }
        if (status != null) {
            conditions.add(status.registry != null ? "c.registryStatus = :status" : "c.requisitesState = :status");
        }
        if (cold != null) {
            conditions.add(
                    (cold ? "" : "not ")
                            + "exists (select 1 from Contact k where k.clientId = c.id and k.cold = true and k.removed = false)");
        }
        if (policyEndsWithin != null) {
            conditions.add("c.id in (select q.client.id from Policy q where q.state = ACTIVE"
                    + " and q.endsOn between :today and :lastDay)");
        }
        return String.join(" and ", conditions);
    }

    void bind(Query query, LocalDate today) {
        if (!text.isEmpty()) {
            text.bind(query);
        }
        if (owner != null && !owner.equals(NOBODY)) {
            query.setParameter("owner", owner);
        }
        if (industry != null) {
            query.setParameter("firstClass", "%02d".formatted(industry.firstClass()));
            query.setParameter("lastCode", "%02d.99.99".formatted(industry.lastClass()));
        }
        if (size != null) {
            query.setParameter("size", size);
        }
        if (status != null) {
            query.setParameter("status", status.registry != null ? status.registry : status.requisites);
        }
        if (policyEndsWithin != null) {
            query.setParameter("today", today);
            query.setParameter("lastDay", today.plusDays(policyEndsWithin));
        }
    }
}
