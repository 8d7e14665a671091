package io.polisflow.web.funnel;

import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.DealRegister;
import io.polisflow.crm.deal.DealRegister.Search;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.funnel.Funnel;
import io.polisflow.crm.funnel.Funnel.Sum;
import io.polisflow.web.PageSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageImpl;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads one page of the list of deals with the same few queries however long it is. */
@Service
@Transactional(readOnly = true)
class DealListPages {

    private final DealRegister register;
    private final Funnel funnel;
    private final FunnelPages pages;
    private final DealRows rows;

    DealListPages(DealRegister register, Funnel funnel, FunnelPages pages, DealRows rows) {
        this.register = register;
        this.funnel = funnel;
        this.pages = pages;
        this.rows = rows;
    }

    record StageCount(String href, String label, long deals, boolean chosen) {}

    /**
     * @param stage code of the one that is chosen, or null
     * @param newer address of the page before, or null; {@code older} of the page behind
     * @param workbook address of the same deals as an XLSX file, {@code csv} likewise
     */
    record DealList(
            Page<DealRow> rows,
            List<StageCount> stages,
            FunnelPages.Total total,
            String stage,
            boolean filtered,
            boolean own,
            String newer,
            String older,
            String workbook,
            String csv) {}

    /** Newest first. @param page counted from 1 */
    DealList list(DealAddress address, int page) {
        Search search = pages.search(address);
        Map<Stage, Sum> sums = funnel.all(search);
        Page<Deal> found = PageSize.read(page, part -> register.find(search, part));
        Page<DealRow> shown =
                new PageImpl<>(rows.of(found.getContent()), found.getPageable(), found.getTotalElements());
        List<Sum> chosen = search.stage() == null
                ? List.copyOf(sums.values())
                : List.of(sums.getOrDefault(search.stage(), Sum.NONE));
        return new DealList(
                shown,
                stages(address, sums),
                FunnelPages.total(chosen, address, DealAddress.LIST),
                search.stage() == null ? null : search.stage().code(),
                address.isFiltered(),
                address.isOwn(),
                found.hasPrevious() ? page(address, found.getNumber()) : null,
                found.hasNext() ? page(address, found.getNumber() + 2) : null,
                address.at(DealAddress.LIST + "/export/xlsx", search.stage()),
                address.at(DealAddress.LIST + "/export/csv", search.stage()));
    }

    private static String page(DealAddress address, int number) {
        return address.with(DealAddress.LIST, "page", String.valueOf(number));
    }

    private static List<StageCount> stages(DealAddress address, Map<Stage, Sum> sums) {
        List<StageCount> stages = new ArrayList<>();
        stages.add(new StageCount(
                address.on(DealAddress.LIST),
                "Все",
                sums.values().stream().mapToLong(Sum::deals).sum(),
                address.stage() == null));
        for (Stage stage : Stage.values()) {
            stages.add(new StageCount(
                    address.at(DealAddress.LIST, stage),
                    stage.label(),
                    sums.getOrDefault(stage, Sum.NONE).deals(),
                    stage == address.stage()));
        }
        return stages;
    }
}
