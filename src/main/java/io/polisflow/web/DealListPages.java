package io.polisflow.web;

import io.polisflow.crm.client.SearchText;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.DealRegister;
import io.polisflow.crm.deal.DealRegister.Search;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.crm.report.DealSlice;
import io.polisflow.crm.report.Reports;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.data.domain.Page;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.util.UriComponentsBuilder;

/** Reads one page of the list of deals with the same few queries however long it is. */
@Service
@Transactional(readOnly = true)
class DealListPages {

    private final DealRegister register;
    private final Proposals proposals;
    private final Staff staff;
    private final Reports reports;
    private final ZoneId zone;
    private final DateTimeFormatter when;

    DealListPages(DealRegister register, Proposals proposals, Staff staff, Reports reports, Clock clock) {
        this.reports = reports;
        this.zone = clock.getZone();
        this.register = register;
        this.proposals = proposals;
        this.staff = staff;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy").withZone(clock.getZone());
    }

    /** The list's filter as it stands in the address; a blank or unknown value filters nothing. */
    record Filter(String stage, String owner, String text) {

        private Stage knownStage() {
            return Arrays.stream(Stage.values())
                    .filter(known -> known.code().equals(stage))
                    .findFirst()
                    .orElse(null);
        }

        /** PostgreSQL takes no NUL in a text, and no user id has a control character. */
        private String knownOwner() {
            String id = owner == null ? "" : owner.replaceAll("\\p{Cntrl}", "");
            return id.isBlank() ? null : id;
        }

        private Search search(DealSlice slice) {
            return new Search(knownStage(), knownOwner(), SearchText.of(text), slice.isNarrow() ? slice : null);
        }
    }

    /** @param premium of the newest proposal, or a dash */
    record DealRow(
            String number,
            long clientId,
            String client,
            String kind,
            String stage,
            String owner,
            String premium,
            String openedAt) {}

    /** @param code null for all stages together */
    record StageCount(String code, String label, long deals, boolean chosen) {}

    record Manager(String id, String name) {}

    /**
     * What a report chose, whatever else is filtered.
     *
     * @param query the same as the end of an address
     */
    record Chosen(String description, Map<String, String> parameters, String query) {}

    /** @param searched whether anything is filtered; {@code chosen} is null unless a report led here */
    record DealList(
            Page<DealRow> rows, List<StageCount> stages, List<Manager> managers, boolean searched, Chosen chosen) {}

    /** Newest first. @param parameters of the address, where a report's choice stands; {@code page} counted from 1 */
    DealList list(Filter filter, Map<String, String> parameters, int page) {
        DealSlice slice = DealSlice.parse(parameters, zone);
        Search search = filter.search(slice);
        Page<Deal> found = PageSize.read(page, part -> register.find(search, part));
        Map<Long, BigDecimal> premiums = proposals.premiumsOf(found.getContent());
        StaffNames names = new StaffNames(staff);
        Page<DealRow> rows = found.map(deal -> new DealRow(
                deal.number(),
                deal.client().id(),
                deal.client().name(),
                deal.kind() == Deal.Kind.RENEWAL ? deal.kind().label() : null,
                deal.stage().label(),
                names.ofOwner(deal.owner()),
                Rubles.format(premiums.get(deal.id())),
                when.format(deal.openedAt())));
        boolean searched = search.stage() != null
                || search.owner() != null
                || !search.text().isEmpty()
                || search.more() != null;
        return new DealList(rows, stages(search), managers(), searched, search.more() == null ? null : chosen(slice));
    }

    private Chosen chosen(DealSlice slice) {
        Map<String, String> parameters = new LinkedHashMap<>(slice.address());
        parameters.keySet().removeAll(List.of("stage", "owner"));
        UriComponentsBuilder query = UriComponentsBuilder.newInstance();
        parameters.keySet().forEach(name -> query.queryParam(name, "{" + name + "}"));
        return new Chosen(
                reports.describe(slice),
                parameters,
                "&" + query.encode().buildAndExpand(parameters).toUriString().substring(1));
    }

    private List<StageCount> stages(Search search) {
        Map<Stage, Long> counts = register.countByStage(search);
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        List<StageCount> stages = new java.util.ArrayList<>();
        stages.add(new StageCount(null, "Все", all, search.stage() == null));
        for (Stage stage : Stage.values()) {
            stages.add(new StageCount(
                    stage.code(), stage.label(), counts.getOrDefault(stage, 0L), stage == search.stage()));
        }
        return stages;
    }

    private List<Manager> managers() {
        return staff.salesManagers().stream()
                .map(manager -> new Manager(manager.id(), manager.name()))
                .toList();
    }
}
