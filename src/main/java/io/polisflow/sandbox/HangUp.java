package io.polisflow.sandbox;

import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import java.io.EOFException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;

/** Lets a simulated system break a connection without an answer, which the servlet interface has no word for. */
class HangUp extends ValveBase {

    private static final String ATTRIBUTE = HangUp.class.getName();
    private static final String DONE = ATTRIBUTE + ".done";

    HangUp() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        Runnable close = () -> response.getCoyoteResponse().action(ActionCode.CLOSE_NOW, null);
        request.setAttribute(ATTRIBUTE, close);
        getNext().invoke(request, response);
    }

    /** @throws EOFException where the server cannot break connections */
    static void now(ServletRequest request) throws EOFException {
        request.setAttribute(DONE, true);
        if (!(request.getAttribute(ATTRIBUTE) instanceof Runnable close)) {
            throw new EOFException("this server cannot hang up");
        }
        close.run();
    }

    /** @return whether the caller of this request got no whole answer */
    static boolean happened(ServletRequest request) {
        return request.getAttribute(DONE) != null;
    }
}
