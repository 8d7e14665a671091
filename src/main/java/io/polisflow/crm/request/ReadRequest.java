package io.polisflow.crm.request;

import io.polisflow.crm.request.RequestInbox.Consented;
import io.polisflow.crm.request.RequestInbox.FieldProblem;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** A message's fields after checking: trimmed, cut to what a column holds, with sums and dates understood where possible. */
record ReadRequest(
        String inn,
        String companyName,
        String contactName,
        String phone,
        String email,
        String product,
        String productCode,
        String object,
        String risks,
        String sumText,
        BigDecimal sumInsured,
        String startsText,
        LocalDate startsOn,
        String subject,
        String text,
        Boolean consent,
        Consented consented,
        List<FieldProblem> problems) {}
