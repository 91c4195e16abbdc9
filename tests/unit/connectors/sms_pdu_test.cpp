#include <doctest/doctest.h>

#include <boost/algorithm/hex.hpp>
#include <iterator>
#include <random>

#include "connectors/sms/pdu.hpp"
#include "connectors/sms/receipt.hpp"
#include "connectors/sms/segment.hpp"

using namespace guichet;
using namespace guichet::smpp;

namespace {

std::string bytes(std::string_view hex) {
    std::string plain;
    for (const char c : hex) {
        if (c != ' ') {
            plain += c;
        }
    }
    std::string out;
    boost::algorithm::unhex(plain.begin(), plain.end(), std::back_inserter(out));
    return out;
}

ShortMessage sample_message() {
    ShortMessage message;
    message.source = {1, 1, "33612345678"};
    message.destination = {0, 0, "38123"};
    message.esm_class = esm_has_header;
    message.registered_delivery = 1;
    message.data_coding = 8;
    message.text = std::string("\x05\x00\x03\x2A\x02\x01\x00\xE9", 8);
    message.parameters = {{tag_user_message_reference, std::string("\x01\x02", 2)},
                          {0x1400, "vendor"}};
    return message;
}

}  // namespace

TEST_CASE("pdu: a bind has the octets of section 4.1.5") {
    BindTransceiver bind;
    bind.system_id = "guichet";
    bind.password = "secret";
    const std::string wire = encode({Command::bind_transceiver, 0, 1, bind});
    CHECK(
        wire ==
        bytes(
            "00000024 00000009 00000000 00000001 6775696368657400 73656372657400 00 34 00 00 00"));
    const auto read = decode(wire);
    REQUIRE(read);
    CHECK(std::get<BindTransceiver>(read->body) == bind);
}

TEST_CASE("pdu: a short message has the octets of sections 4.4.1 and 5.3") {
    const std::string wire = encode({Command::submit_sm, 0, 7, sample_message()});
    CHECK(wire ==
          bytes("00000049 00000004 00000000 00000007"
                "00 01 01 333336313233343536373800 00 00 333831323300 40 00 00 00 00 01 00 08 00 08"
                "0500032A020100E9 0204 0002 0102 1400 0006 76656E646F72"));
    const auto read = decode(wire);
    REQUIRE(read);
    CHECK(std::get<ShortMessage>(read->body) == sample_message());
}

TEST_CASE("pdu: every command comes back as it was") {
    const Pdu pdus[] = {{Command::enquire_link, 0, 1, Bare()},
                        {Command::enquire_link_resp, 0, 1, Bare()},
                        {Command::unbind, 0, max_sequence, Bare()},
                        {Command::generic_nack, 3, 0, Bare()},
                        {Command::bind_transceiver_resp, 0x0E, 1, BindResponse{"SMSC"}},
                        {Command::submit_sm_resp, 0, 2, MessageResponse{"abc-123"}},
                        {Command::deliver_sm_resp, 0x64, 3, MessageResponse{""}},
                        {Command::deliver_sm, 0, 4, sample_message()}};
    for (const Pdu& pdu : pdus) {
        const auto read = decode(encode(pdu));
        REQUIRE(read);
        CHECK(read->command == pdu.command);
        CHECK(read->status == pdu.status);
        CHECK(read->sequence == pdu.sequence);
        CHECK(read->body == pdu.body);
    }
}

TEST_CASE("pdu: texts are cut to their fields, and a refusal may come without a body") {
    ShortMessage message = sample_message();
    message.source.digits = std::string(40, '3');
    message.text = std::string(400, 'x');
    const auto read = decode(encode({Command::submit_sm, 0, 1, message}));
    REQUIRE(read);
    CHECK(std::get<ShortMessage>(read->body).source.digits.size() == 20);
    CHECK(std::get<ShortMessage>(read->body).text.size() == 254);
    const auto refused = decode(bytes("00000010 80000004 00000058 00000005"));
    REQUIRE(refused);
    CHECK(refused->status == static_cast<std::uint32_t>(Status::throttled));
}

TEST_CASE("pdu: impossible lengths are seen in the header") {
    CHECK_FALSE(decode_header(bytes("0000000F 00000015 00000000 00000001")));
    CHECK_FALSE(decode_header(bytes("7FFFFFFF 00000015 00000000 00000001")));
    CHECK_FALSE(decode_header(bytes("00000010 000000")));
    CHECK(decode_header(bytes("00000010 00000015 00000000 00000001")));
}

TEST_CASE("pdu: a truncated message is refused at every length") {
    const std::string wire = encode({Command::deliver_sm, 0, 4, sample_message()});
    for (std::size_t size = 0; size < wire.size(); ++size) {
        CHECK_FALSE(decode(std::string_view(wire).substr(0, size)));
        // Even when its header tells the shorter length.
        if (size >= header_bytes) {
            std::string told = wire.substr(0, size);
            told[3] = static_cast<char>(size);
            const auto read = decode(told);
            // What ends between two optional parameters is whole.
            CHECK((!read || std::get<ShortMessage>(read->body).parameters.size() < 2));
        }
    }
}

TEST_CASE("pdu: a hundred thousand random and damaged PDUs are survived, and read back alike") {
    std::mt19937 random(20260101);
    const std::string seeds[] = {
        encode({Command::deliver_sm, 0, 4, sample_message()}),
        encode({Command::submit_sm_resp, 0, 2, MessageResponse{"abc-123"}}),
        encode({Command::bind_transceiver_resp, 0, 1, BindResponse{"SMSC"}}),
        encode({Command::bind_transceiver, 0, 1, BindTransceiver()})};
    std::size_t understood = 0;
    for (int round = 0; round < 100'000; ++round) {
        std::string wire = seeds[random() % std::size(seeds)];
        if (random() % 4 == 0) {
            wire.resize(header_bytes + random() % 300);
            std::generate(
                wire.begin() + 8, wire.end(), [&random] { return static_cast<char>(random()); });
        }
        for (auto damage = random() % 5; damage > 0; --damage) {
            wire[4 + random() % (wire.size() - 4)] = static_cast<char>(random());
        }
        if (random() % 8 == 0) {
            wire.resize(header_bytes + random() % (wire.size() - header_bytes + 1));
        }
        wire[0] = 0;
        wire[1] = 0;
        wire[2] = static_cast<char>(wire.size() >> 8U);
        wire[3] = static_cast<char>(wire.size());
        const auto read = decode(wire);
        if (!read) {
            continue;
        }
        ++understood;
        const auto again = decode(encode(*read));
        REQUIRE(again);
        CHECK(again->body == read->body);
        if (const auto* message = std::get_if<ShortMessage>(&read->body)) {
            const Part part = part_of(*message);
            CHECK(part.number >= 1);
            CHECK(part.number <= part.total);
            CHECK(part.bytes.size() <= message->payload().size());
            (void)text_of(part.bytes, part.data_coding, DefaultAlphabet::gsm7);
            (void)read_receipt(*message);
        }
    }
    CHECK(understood > 10'000);
}

TEST_CASE(
    "segments: parts carry their header, and text that the carrier's alphabet lacks is UCS-2") {
    const auto one = segments_of("Réglé à l'été", 7, DefaultAlphabet::gsm7);
    REQUIRE(one.size() == 1);
    CHECK_FALSE(one[0].has_header);
    CHECK(one[0].data_coding == 0);
    const auto many = segments_of(std::string(400, 'a'), 7, DefaultAlphabet::gsm7);
    REQUIRE(many.size() == 3);
    for (std::size_t i = 0; i < many.size(); ++i) {
        CHECK(many[i].has_header);
        CHECK(many[i].bytes.substr(0, 6) == std::string{5, 0, 3, 7, 3, static_cast<char>(i + 1)});
        CHECK(many[i].bytes.size() <= 140 + 20);
    }
    CHECK(segments_of("été", 7, DefaultAlphabet::latin1)[0].data_coding == 8);
    CHECK(segments_of("ete [x]", 7, DefaultAlphabet::latin1)[0].bytes == "ete [x]");
}

TEST_CASE("segments: a part is read from either header or from the sar parameters") {
    ShortMessage message;
    message.esm_class = esm_has_header;
    message.text = std::string("\x05\x00\x03\x2A\x03\x02", 6) + "abc";
    Part part = part_of(message);
    CHECK(part.reference == 0x2A);
    CHECK(part.total == 3);
    CHECK(part.number == 2);
    CHECK(part.bytes == "abc");
    message.text = std::string("\x06\x08\x04\x01\x02\x03\x01", 7) + "abc";
    part = part_of(message);
    CHECK(part.reference == 0x0102);
    CHECK(part.number == 1);
    // Another element first, then the concatenation.
    message.text = std::string("\x0B\x05\x04\x0B\x84\x00\x00\x00\x03\x09\x02\x02", 12) + "abc";
    part = part_of(message);
    CHECK(part.reference == 9);
    CHECK(part.number == 2);
    CHECK(part.bytes == "abc");
    for (const std::string& bad : {std::string("\x05\x00\x03\x2A\x03\x04", 6),
                                   std::string("\x05\x00\x03\x2A\x00\x00", 6),
                                   std::string("\xFF", 1),
                                   std::string()}) {
        message.text = bad;
        CHECK(part_of(message).total == 1);
    }
    ShortMessage sar;
    sar.text = "abc";
    sar.parameters = {{tag_sar_reference, std::string("\x01\x02", 2)},
                      {tag_sar_total, "\x02"},
                      {tag_sar_number, "\x02"}};
    part = part_of(sar);
    CHECK(part.reference == 0x0102);
    CHECK(part.total == 2);
    ShortMessage payload;
    payload.parameters = {{tag_message_payload, "un long texte"}};
    CHECK(part_of(payload).bytes == "un long texte");
}

TEST_CASE("segments: data codings are read as peers mean them") {
    CHECK(text_of("\x05t\x05", 0, DefaultAlphabet::gsm7) == "été");
    CHECK(text_of("\x05t\x05", 1, DefaultAlphabet::gsm7) == "été");
    CHECK(text_of("\xE9t\xE9", 0, DefaultAlphabet::latin1) == "été");
    CHECK(text_of("\xE9t\xE9", 3, DefaultAlphabet::gsm7) == "été");
    CHECK(text_of(std::string("\x00\xE9", 2), 8, DefaultAlphabet::gsm7) == "é");
    CHECK(text_of("\x05t", 0xF1, DefaultAlphabet::gsm7) == "ét");
    CHECK_FALSE(text_of("\x01\x02", 4, DefaultAlphabet::gsm7));
    CHECK_FALSE(text_of("\x01\x02", 0xF4, DefaultAlphabet::gsm7));
    CHECK_FALSE(text_of("\x01\x02", 0x0B, DefaultAlphabet::gsm7));
}

TEST_CASE("receipts: by parameters, by text, in either base; others are none") {
    ShortMessage message;
    message.source.digits = "33612345678";
    message.esm_class = esm_receipt;
    message.text =
        "id:0123456789 sub:001 dlvrd:001 submit date:2611231200 done date:2611231201 stat:DELIVRD "
        "err:000 text:Bonjour";
    auto receipt = read_receipt(message);
    REQUIRE(receipt);
    CHECK(receipt->state == Delivery::delivered);
    CHECK(receipt->address == "33612345678");
    CHECK(std::ranges::find(receipt->ids, "0123456789") != receipt->ids.end());
    CHECK(std::ranges::find(receipt->ids, "75bcd15") != receipt->ids.end());
    const std::pair<const char*, Delivery> states[] = {{"EXPIRED", Delivery::failed},
                                                       {"UNDELIV", Delivery::failed},
                                                       {"REJECTD", Delivery::failed},
                                                       {"ACCEPTD", Delivery::on_its_way},
                                                       {"ENROUTE", Delivery::on_its_way}};
    for (const auto& [name, state] : states) {
        message.text = std::string("id:a stat:") + name;
        receipt = read_receipt(message);
        REQUIRE(receipt);
        CHECK(receipt->state == state);
    }
    message.text = "00,0210021543,whatever";
    CHECK_FALSE(read_receipt(message));
    message.parameters = {{tag_receipted_message_id, std::string("m1\0", 3)},
                          {tag_message_state, "\x05"}};
    receipt = read_receipt(message);
    REQUIRE(receipt);
    CHECK(receipt->ids.front() == "m1");
    CHECK(receipt->state == Delivery::failed);
    message.parameters = {{tag_user_message_reference, std::string("\x01\x00", 2)},
                          {tag_message_state, "\x02"}};
    receipt = read_receipt(message);
    REQUIRE(receipt);
    CHECK(receipt->reference == 256);
}
