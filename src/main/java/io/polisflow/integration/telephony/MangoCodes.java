package io.polisflow.integration.telephony;

import java.util.Map;
import java.util.Set;

/** What Mango's result codes mean to us: accepted, refused for a reason that the user can mend, or a fault. */
final class MangoCodes {

    static final int ACCEPTED = 1000;

    private static final Set<Integer> NOT_READY = Set.of(3310, 3320, 3300);

    private static final Map<Integer, String> MESSAGES = Map.of(
            3200, "АТС не принимает этот номер: проверьте телефон контакта",
            3330, "АТС не знает вашего внутреннего номера: обратитесь к администратору",
            4001, "АТС не умеет такой вызов",
            4100, "АТС запрещает звонить на этот номер",
            4101, "Сотрудник не найден на АТС: обратитесь к администратору",
            1110, "Номер занят: позвоните позже",
            1120, "Номер недоступен: позвоните позже",
            1140, "Никто не ответил");

    private MangoCodes() {}

    /** Wrong key, signature or parameters and troubles of the exchange: nothing that the user could mend. */
    static boolean isFault(int code) {
        return code >= 3100 && code < 3200 || code >= 5000;
    }

    static boolean isNotReady(int code) {
        return NOT_READY.contains(code);
    }

    static String message(int code) {
        return MESSAGES.getOrDefault(code, "АТС отказалась звонить (код " + code + ")");
    }
}
