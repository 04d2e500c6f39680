def test_an_anonymous_visitor_is_sent_to_sign_in(client):
    answer = client.post("/sign-out")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in")


def test_a_signed_in_person_signs_out(client_as):
    client = client_as("district")
    assert client.post("/sign-out").status_code == 303
    assert client.post("/sign-out").status_code == 302
