package io.polisflow.web.funnel;

import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.DealRegister.Search;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.funnel.Funnel;
import io.polisflow.crm.funnel.Funnel.Position;
import io.polisflow.crm.funnel.Funnel.Sum;
import io.polisflow.crm.funnel.Probabilities;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.crm.report.Reports;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import java.time.Clock;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the board of the funnel: every column's figures and the first of its cards, however many there are. */
@Service
@Transactional(readOnly = true)
class FunnelPages {

    private static final int CARDS = 15;
    private static final int MOST_CARDS = 300;

    private final Funnel funnel;
    private final Probabilities probabilities;
    private final DealRows rows;
    private final Reports reports;
    private final Staff staff;
    private final CurrentUser user;
    private final ZoneId zone;

    FunnelPages(
            Funnel funnel,
            Probabilities probabilities,
            DealRows rows,
            Reports reports,
            Staff staff,
            CurrentUser user,
            Clock clock) {
        this.funnel = funnel;
        this.probabilities = probabilities;
        this.rows = rows;
        this.reports = reports;
        this.staff = staff;
        this.user = user;
        this.zone = clock.getZone();
    }

    record Choice(String code, String label, boolean chosen) {}

    /**
     * The filter as its form shows it.
     *
     * @param moreChosen whether a field is filled in that the form otherwise folds away
     * @param hidden name → value of what a report chose
     * @param chosen the same in words, null unless a report led here
     */
    record Filter(
            String text,
            String from,
            String to,
            boolean withoutStep,
            boolean moreChosen,
            List<Choice> owners,
            List<Choice> products,
            List<Choice> sources,
            Map<String, String> hidden,
            String chosen,
            String board,
            String list) {}

    /** @param withoutStepHref address of those deals, null when there are none */
    record Total(long deals, String premium, String expected, long withoutStep, String withoutStepHref) {}

    /**
     * @param more address of the cards behind these, null when these are all
     * @param list address of the same deals as a list
     * @param settling whether a card of it is on its way, so that the column is to be read again
     */
    record Column(
            String code,
            String label,
            int percent,
            long deals,
            String premium,
            String expected,
            long withoutStep,
            List<DealRow> cards,
            String more,
            String list,
            boolean settling) {}

    /** A stage that holds no cards and takes them all the same. */
    record Target(String code, String label, long deals, String premium, String list) {}

    /** @param own whether these are the signed-on manager's because nothing was chosen */
    record Board(Total total, List<Column> columns, List<Target> targets, boolean filtered, boolean own) {}

    /** @param more address of the cards behind these, null when these are the last */
    record Part(List<DealRow> cards, String more) {}

    /** @param parameters of the address */
    DealAddress address(Map<String, String> parameters) {
        boolean everybodys = user.isIn(UserGroup.HEADS) || user.isIn(UserGroup.SUPERVISORS);
        return DealAddress.of(parameters, user.isIn(UserGroup.SALES) && !everybodys ? user.id() : null, zone);
    }

    Search search(DealAddress address) {
        return address.search(funnel.withoutStep());
    }

    Board board(DealAddress address) {
        return columns(address, Probabilities.stages(), CARDS);
    }

    /**
     * The columns that a move has changed, with the figures of all.
     *
     * @param shown how many cards of each are to be there, as far as that is sensible
     */
    Board columns(DealAddress address, Collection<Stage> stages, int shown) {
        Search search = search(address);
        Map<Stage, Sum> open = funnel.open(search);
        int most = Math.min(Math.max(shown, CARDS), MOST_CARDS);
        return new Board(
                total(open.values(), address, DealAddress.BOARD),
                columns(
                        address,
                        search,
                        open,
                        stages.stream().filter(Stage::isOpen).toList(),
                        most),
                targets(address, search),
                address.isFiltered(),
                address.isOwn());
    }

    Part part(DealAddress address, Stage stage, Position after) {
        List<Deal> found = funnel.column(search(address), stage, after, CARDS + 1);
        List<Deal> shown = found.size() > CARDS ? found.subList(0, CARDS) : found;
        return new Part(
                rows.withMoves(shown, address.owner() == null),
                found.size() > CARDS ? more(address, stage, shown) : null);
    }

    /** @param path of the page itself, which shows those without a next step */
    static Total total(Collection<Sum> sums, DealAddress address, String path) {
        Sum sum = Sum.of(sums);
        return new Total(
                sum.deals(),
                Rubles.whole(sum.premium()),
                Rubles.whole(sum.expected()),
                sum.withoutStep(),
                sum.withoutStep() == 0 ? null : address.with(path, "step", "none"));
    }

    private List<Column> columns(
            DealAddress address, Search search, Map<Stage, Sum> sums, Collection<Stage> stages, int most) {
        Map<Stage, List<Deal>> found = new LinkedHashMap<>();
        for (Stage stage : stages) {
            found.put(stage, sums.get(stage).deals() == 0 ? List.of() : funnel.column(search, stage, null, most + 1));
        }
        Map<Stage, List<Deal>> shown = new LinkedHashMap<>();
        found.forEach((stage, deals) -> shown.put(stage, deals.size() > most ? deals.subList(0, most) : deals));
        Map<String, DealRow> cards = new HashMap<>();
        rows.withMoves(shown.values().stream().flatMap(List::stream).toList(), address.owner() == null)
                .forEach(card -> cards.put(card.number(), card));
        Map<Stage, Integer> percents = probabilities.scale().percents();
        List<Column> columns = new ArrayList<>();
        shown.forEach((stage, deals) -> {
            Sum sum = sums.get(stage);
            List<DealRow> ofColumn =
                    deals.stream().map(deal -> cards.get(deal.number())).toList();
            columns.add(new Column(
                    stage.code(),
                    stage.label(),
                    percents.get(stage),
                    sum.deals(),
                    Rubles.whole(sum.premium()),
                    Rubles.whole(sum.expected()),
                    sum.withoutStep(),
                    ofColumn,
                    found.get(stage).size() > most ? more(address, stage, deals) : null,
                    address.at(DealAddress.LIST, stage),
                    ofColumn.stream().anyMatch(DealRow::settling)));
        });
        return columns;
    }

    private static String more(DealAddress address, Stage stage, List<Deal> shown) {
        Deal last = shown.get(shown.size() - 1);
        return address.on(DealAddress.BOARD + "/columns/" + stage.code()) + "&since=" + last.stageSince() + "&id="
                + last.id();
    }

    private List<Target> targets(DealAddress address, Search search) {
        List<Target> targets = new ArrayList<>();
        funnel.closedLately(search)
                .forEach((stage, sum) -> targets.add(new Target(
                        stage.code(),
                        stage.label(),
                        sum.deals(),
                        Rubles.whole(sum.premium()),
                        address.at(DealAddress.LIST, stage))));
        return targets;
    }

    Filter filter(DealAddress address) {
        List<Choice> owners = new ArrayList<>();
        owners.add(new Choice("", "Вся команда", address.owner() == null));
        staff.salesManagers().forEach(manager -> {
            boolean mine = manager.id().equals(user.id());
            Choice choice = new Choice(
                    manager.id(),
                    mine ? "Мои сделки" : manager.name(),
                    manager.id().equals(address.owner()));
            owners.add(mine ? 1 : owners.size(), choice);
        });
        owners.add(new Choice(Search.NOBODY, "Не назначен", Search.NOBODY.equals(address.owner())));
        return new Filter(
                address.field("text"),
                address.field("from"),
                address.field("to"),
                address.isWithoutStep(),
                List.of("product", "source", "from", "to").stream().anyMatch(name -> address.field(name) != null),
                owners,
                choices(reports.products(), address.field("product"), "Любой"),
                choices(reports.sources(), address.field("source"), "Любой"),
                address.report(),
                address.report().isEmpty() ? null : reports.describe(address.slice()),
                address.on(DealAddress.BOARD),
                address.on(DealAddress.LIST));
    }

    private static List<Choice> choices(Map<String, String> labels, String chosen, String any) {
        List<Choice> choices = new ArrayList<>();
        choices.add(new Choice("", any, chosen == null));
        labels.forEach((code, label) -> choices.add(new Choice(code, label, code.equals(chosen))));
        return choices;
    }
}
