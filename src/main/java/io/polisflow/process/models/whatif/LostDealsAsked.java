package io.polisflow.process.models.whatif;

import io.polisflow.crm.deal.LostDeals;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The table of terms only proposes when somebody loses a deal: what it was asked with are the reasons of the deals that were lost. */
@Component
class LostDealsAsked implements AskedElsewhere {

    private final LostDeals deals;

    LostDealsAsked(LostDeals deals) {
        this.deals = deals;
    }

    @Override
    public String decision() {
        return "recontact-term";
    }

    @Override
    public List<Asked> between(Instant since, Instant until, int most) {
        return deals.between(since, until, most).stream()
                .map(deal -> new Asked(
                        deal.number(),
                        deal.at(),
                        Map.of("lossReason", deal.reason()),
                        "менеджер выбрал " + deal.recontactMonths() + " мес."))
                .toList();
    }
}
