package io.polisflow.crm.report;

import io.polisflow.crm.deal.Staff;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** All reports: of sales in the order of a sale, then of the work on them. */
@Service
public class Reports {

    private final List<Report> reports;
    private final ReportNames names;
    private final Staff staff;

    Reports(
            FunnelReport funnel,
            StageTimeReport stageTime,
            ApprovalReport approvals,
            LossReport losses,
            RenewalReport renewals,
            ManagerReport managers,
            ObjectionReport objections,
            DeadlineReport deadlines,
            WorkTimeReport workTime,
            EscalationReport escalations,
            ReportNames names,
            Staff staff) {
        this.reports = List.of(
                funnel, stageTime, approvals, losses, renewals, managers, objections, deadlines, workTime, escalations);
        this.names = names;
        this.staff = staff;
    }

    public List<Report> all() {
        return reports;
    }

    public Optional<Report> find(String code) {
        return reports.stream().filter(report -> report.code().equals(code)).findFirst();
    }

    public List<Staff.Employee> managers() {
        return staff.salesManagers();
    }

    /** @return code → name of each source that a deal may have */
    public Map<String, String> sources() {
        return names.sources();
    }

    /** @return code → name, also of those no longer offered */
    public Map<String, String> products() {
        return names.products();
    }

    /** @return what the slice chooses, in words */
    public String describe(DealSlice slice) {
        return names.describe(slice);
    }
}
