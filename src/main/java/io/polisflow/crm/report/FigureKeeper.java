package io.polisflow.crm.report;

import io.polisflow.crm.deal.DealEvents.DealHandedOver;
import io.polisflow.crm.deal.DealEvents.DealMoved;
import io.polisflow.crm.deal.DealEvents.OfferChanged;
import io.polisflow.crm.deal.Stage;
import jakarta.persistence.EntityManager;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Keeps one row of figures for each deal, so that a report over many deals reads two tables and no more.
 *
 * <p>Written once at the end of each transaction that changes a deal: only then is known where the deal came from.
 */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class FigureKeeper {

    private static final String OF_PROPOSAL = "select l.product_code from proposal p"
            + " join proposal_line l on l.proposal_id = p.id where p.deal_id = d.id"
            + " order by p.id desc, l.premium desc nulls last, l.position fetch first 1 row only";
    private static final String OF_REQUEST =
            "select %s from insurance_request r where r.deal_id = d.id order by r.id fetch first 1 row only";
    private static final String OF_LEAD =
            "select l.%s from client_lead l where l.deal_id = d.id order by l.id fetch first 1 row only";

    private static final String CHANNEL = "case r.channel when 'WEBFORM' then '" + ReportNames.WEBSITE
            + "' when 'EMAIL' then '" + ReportNames.LETTER + "' when 'PHONE' then '" + ReportNames.PHONE_CALL + "' end";

    private static final String SOURCE = "case when d.kind = 'RENEWAL' then '" + ReportNames.RENEWAL
            + "' when d.reopened_from_id is not null then '" + ReportNames.RETURNED + "' else coalesce(("
            + OF_LEAD.formatted("source") + "), (" + OF_REQUEST.formatted(CHANNEL) + ")) end";

    /** The greatest line of the newest proposal; before there is one, what the client asked for. */
    private static final String PRODUCT = "coalesce((" + OF_PROPOSAL + "), (" + OF_REQUEST.formatted("r.product_code")
            + "), (" + OF_LEAD.formatted("product_code")
            + "), (select p.product_code from policy p where p.id = d.renewed_policy_id))";

    /** A draft that is not rated yet does not take back what was offered before. */
    private static final String PREMIUM = "select p.total_premium from proposal p where p.deal_id = d.id"
            + " and p.total_premium is not null order by p.id desc fetch first 1 row only";

    private static final String REACHED = "coalesce((select max(case v.stage "
            + ReportSql.FUNNEL.stream()
                    .map(stage -> "when '" + stage.name() + "' then " + stage.ordinal())
                    .collect(Collectors.joining(" "))
            + " else 0 end) from deal_stage_visit v where v.deal_id = d.id), 0)";

    private static final String LOST = "d.stage = '" + Stage.LOST.name() + "'";

    private static final String LOST_AT = "case when " + LOST
            + " then (select v.stage from deal_stage_visit v where v.deal_id = d.id and v.stage not in ('"
            + Stage.LOST.name() + "', '" + Stage.PAUSED.name()
            + "') order by v.entered_at desc, v.id desc fetch first 1 row only) end";

    private static final String OF_DEAL = " from deal d where d.id = deal_figures.deal_id)";

    /** What the deal's own row says as well: the report of losses then reads this one alone. */
    private static final String COPIED = Stream.of("owner", "closed_at", "loss_reason", "loss_competitor")
            .map(column -> ", " + column + " = (select d." + column + OF_DEAL)
            .collect(Collectors.joining());

    private static final String INSERT =
            "insert into deal_figures (deal_id, reached) select d.id, 0 from deal d where d.number = ?";

    private static final String WRITE = "update deal_figures set source = (select " + SOURCE + OF_DEAL
            + ", product_code = (select " + PRODUCT + OF_DEAL + ", premium = (select (" + PREMIUM + ")" + OF_DEAL
            + ", reached = (select " + REACHED + OF_DEAL + ", lost_at = (select " + LOST_AT + OF_DEAL
            + ", lost = (select " + LOST + OF_DEAL + COPIED + " where deal_id = (select id from deal where number = ?)";

    private final EntityManager entities;
    private final JdbcTemplate jdbc;

    FigureKeeper(EntityManager entities, JdbcTemplate jdbc) {
        this.entities = entities;
        this.jdbc = jdbc;
    }

    @EventListener
    void on(DealMoved event) {
        changed(event.dealNumber());
    }

    @EventListener
    void on(OfferChanged event) {
        changed(event.dealNumber());
    }

    @EventListener
    void on(DealHandedOver event) {
        changed(event.dealNumber());
    }

    private void changed(String dealNumber) {
        Changed changed = TransactionSynchronizationManager.getSynchronizations().stream()
                .filter(Changed.class::isInstance)
                .map(Changed.class::cast)
                .findFirst()
                .orElse(null);
        if (changed == null) {
            changed = new Changed();
            TransactionSynchronizationManager.registerSynchronization(changed);
        }
        changed.deals.add(dealNumber);
    }

    /** The deals that one transaction changes. */
    private final class Changed implements TransactionSynchronization {

        private final Set<String> deals = new LinkedHashSet<>();

        @Override
        public void beforeCommit(boolean readOnly) {
            entities.flush();
            deals.forEach(FigureKeeper.this::write);
        }
    }

    /** Nearly always the row is there: it comes with the deal. */
    private void write(String dealNumber) {
        if (jdbc.update(WRITE, dealNumber) == 0) {
            jdbc.update(INSERT, dealNumber);
            jdbc.update(WRITE, dealNumber);
        }
    }
}
