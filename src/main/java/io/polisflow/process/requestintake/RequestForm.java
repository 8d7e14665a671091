package io.polisflow.process.requestintake;

import io.polisflow.crm.request.Channel;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.process.engine.FormInput;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** Reads the fields that the forms of a phone call and of sorting out have in common. */
final class RequestForm {

    private RequestForm() {}

    static IncomingRequest read(FormInput form, Channel channel) {
        BigDecimal sum = form.money("sumInsured");
        LocalDate starts = form.date("startsOn");
        return new IncomingRequest(
                channel,
                null,
                form.text("inn"),
                form.text("companyName"),
                form.text("contactName"),
                form.text("phone"),
                form.text("email"),
                form.text("product"),
                form.text("object"),
                form.text("risks"),
                sum == null ? null : sum.toPlainString(),
                starts == null ? null : starts.toString(),
                null,
                form.text("text"),
                form.flag("consent"),
                List.of(),
                null,
                List.of(),
                List.of(),
                null);
    }
}
