using System.Runtime.InteropServices;
using System.Text;

namespace Vidrn.Sfu.Dtls;

/// <summary>
/// The functions used of the system's OpenSSL (1.1.1 or 3), under their own names. Function pointers and not imports, because
/// the library's file name is known only at run time. C <c>long</c> is <c>nint</c>: true wherever this runs but Windows.
/// </summary>
internal static unsafe class OpenSsl
{
    public const int SslErrorSsl = 1;
    public const int SslErrorWantRead = 2;
    public const int SslErrorZeroReturn = 6;

    public const int CtrlSetMtu = 17;
    public const int CtrlSetSessionCacheMode = 44;
    public const int CtrlSetMaxCertificateList = 51;
    public const int CtrlSetMaxSendFragment = 52;
    public const int CtrlDtlsGetTimeout = 73;
    public const int CtrlSetGroupsList = 92;
    public const int CtrlSetMinProtocolVersion = 123;
    public const int CtrlSetMaxProtocolVersion = 124;
    public const int BioCtrlReset = 1;
    public const int BioSetMemoryEofReturn = 130;

    private static readonly nint library = Load();

    public static readonly delegate* unmanaged<nint> DTLS_method = (delegate* unmanaged<nint>)Find("DTLS_method");
    public static readonly delegate* unmanaged<nint, nint> SSL_CTX_new = (delegate* unmanaged<nint, nint>)Find("SSL_CTX_new");
    public static readonly delegate* unmanaged<nint, void> SSL_CTX_free = (delegate* unmanaged<nint, void>)Find("SSL_CTX_free");
    public static readonly delegate* unmanaged<nint, nint, int> SSL_CTX_use_certificate =
        (delegate* unmanaged<nint, nint, int>)Find("SSL_CTX_use_certificate");
    public static readonly delegate* unmanaged<nint, nint, int> SSL_CTX_use_PrivateKey =
        (delegate* unmanaged<nint, nint, int>)Find("SSL_CTX_use_PrivateKey");
    public static readonly delegate* unmanaged<nint, int> SSL_CTX_check_private_key =
        (delegate* unmanaged<nint, int>)Find("SSL_CTX_check_private_key");
    public static readonly delegate* unmanaged<nint, int, nint, void> SSL_CTX_set_verify =
        (delegate* unmanaged<nint, int, nint, void>)Find("SSL_CTX_set_verify");
    public static readonly delegate* unmanaged<nint, delegate* unmanaged<nint, nint, int>, nint, void>
        SSL_CTX_set_cert_verify_callback = (delegate* unmanaged<nint, delegate* unmanaged<nint, nint, int>, nint, void>)
            Find("SSL_CTX_set_cert_verify_callback");

    /// <summary>Returns 0 on success, unlike its neighbours.</summary>
    public static readonly delegate* unmanaged<nint, byte*, int> SSL_CTX_set_tlsext_use_srtp =
        (delegate* unmanaged<nint, byte*, int>)Find("SSL_CTX_set_tlsext_use_srtp");
    public static readonly delegate* unmanaged<nint, byte*, int> SSL_CTX_set_cipher_list =
        (delegate* unmanaged<nint, byte*, int>)Find("SSL_CTX_set_cipher_list");
    public static readonly delegate* unmanaged<nint, ulong, ulong> SSL_CTX_set_options =
        (delegate* unmanaged<nint, ulong, ulong>)Find("SSL_CTX_set_options");
    public static readonly delegate* unmanaged<nint, int, nint, void*, nint> SSL_CTX_ctrl =
        (delegate* unmanaged<nint, int, nint, void*, nint>)Find("SSL_CTX_ctrl");

    public static readonly delegate* unmanaged<nint, nint> SSL_new = (delegate* unmanaged<nint, nint>)Find("SSL_new");
    public static readonly delegate* unmanaged<nint, void> SSL_free = (delegate* unmanaged<nint, void>)Find("SSL_free");
    public static readonly delegate* unmanaged<nint, nint, nint, void> SSL_set_bio =
        (delegate* unmanaged<nint, nint, nint, void>)Find("SSL_set_bio");
    public static readonly delegate* unmanaged<nint, void> SSL_set_accept_state =
        (delegate* unmanaged<nint, void>)Find("SSL_set_accept_state");
    public static readonly delegate* unmanaged<nint, void> SSL_set_connect_state =
        (delegate* unmanaged<nint, void>)Find("SSL_set_connect_state");
    public static readonly delegate* unmanaged<nint, int, nint, void*, nint> SSL_ctrl =
        (delegate* unmanaged<nint, int, nint, void*, nint>)Find("SSL_ctrl");
    public static readonly delegate* unmanaged<nint, delegate* unmanaged<nint, uint, uint>, void> DTLS_set_timer_cb =
        (delegate* unmanaged<nint, delegate* unmanaged<nint, uint, uint>, void>)Find("DTLS_set_timer_cb");
    public static readonly delegate* unmanaged<nint, int> SSL_do_handshake =
        (delegate* unmanaged<nint, int>)Find("SSL_do_handshake");
    public static readonly delegate* unmanaged<nint, byte*, int, int> SSL_read =
        (delegate* unmanaged<nint, byte*, int, int>)Find("SSL_read");
    public static readonly delegate* unmanaged<nint, byte*, int, int> SSL_write =
        (delegate* unmanaged<nint, byte*, int, int>)Find("SSL_write");
    public static readonly delegate* unmanaged<nint, int> SSL_shutdown = (delegate* unmanaged<nint, int>)Find("SSL_shutdown");
    public static readonly delegate* unmanaged<nint, int> SSL_alloc_buffers = (delegate* unmanaged<nint, int>)Find("SSL_alloc_buffers");
    public static readonly delegate* unmanaged<nint, int> SSL_free_buffers = (delegate* unmanaged<nint, int>)Find("SSL_free_buffers");
    public static readonly delegate* unmanaged<nint, int, int> SSL_get_error =
        (delegate* unmanaged<nint, int, int>)Find("SSL_get_error");
    public static readonly delegate* unmanaged<nint, int> SSL_get_state = (delegate* unmanaged<nint, int>)Find("SSL_get_state");

    /// <summary>A <c>SRTP_PROTECTION_PROFILE*</c>: a name, then its number as C <c>unsigned long</c>.</summary>
    public static readonly delegate* unmanaged<nint, nint*> SSL_get_selected_srtp_profile =
        (delegate* unmanaged<nint, nint*>)Find("SSL_get_selected_srtp_profile");
    public static readonly delegate* unmanaged<nint, byte*, nuint, byte*, nuint, byte*, nuint, int, int>
        SSL_export_keying_material = (delegate* unmanaged<nint, byte*, nuint, byte*, nuint, byte*, nuint, int, int>)
            Find("SSL_export_keying_material");

    public static readonly delegate* unmanaged<nint, nint> SSL_get_session = (delegate* unmanaged<nint, nint>)Find("SSL_get_session");
    public static readonly delegate* unmanaged<nint, byte*, nuint, nuint> SSL_SESSION_get_master_key =
        (delegate* unmanaged<nint, byte*, nuint, nuint>)Find("SSL_SESSION_get_master_key");
    public static readonly delegate* unmanaged<nint, byte*, nuint, nuint> SSL_get_client_random =
        (delegate* unmanaged<nint, byte*, nuint, nuint>)Find("SSL_get_client_random");
    public static readonly delegate* unmanaged<nint, byte*, nuint, nuint> SSL_get_server_random =
        (delegate* unmanaged<nint, byte*, nuint, nuint>)Find("SSL_get_server_random");
    public static readonly delegate* unmanaged<nint, nint> SSL_get_current_cipher =
        (delegate* unmanaged<nint, nint>)Find("SSL_get_current_cipher");
    public static readonly delegate* unmanaged<nint, ushort> SSL_CIPHER_get_protocol_id =
        (delegate* unmanaged<nint, ushort>)Find("SSL_CIPHER_get_protocol_id");

    public static readonly delegate* unmanaged<nint> BIO_s_mem = (delegate* unmanaged<nint>)Find("BIO_s_mem");
    public static readonly delegate* unmanaged<nint, nint> BIO_new = (delegate* unmanaged<nint, nint>)Find("BIO_new");
    public static readonly delegate* unmanaged<nint, int> BIO_free = (delegate* unmanaged<nint, int>)Find("BIO_free");
    public static readonly delegate* unmanaged<nint, byte*, int, int> BIO_write =
        (delegate* unmanaged<nint, byte*, int, int>)Find("BIO_write");
    public static readonly delegate* unmanaged<nint, byte*, int, int> BIO_read =
        (delegate* unmanaged<nint, byte*, int, int>)Find("BIO_read");
    public static readonly delegate* unmanaged<nint, int, nint, void*, nint> BIO_ctrl =
        (delegate* unmanaged<nint, int, nint, void*, nint>)Find("BIO_ctrl");
    public static readonly delegate* unmanaged<nint, nuint> BIO_ctrl_pending =
        (delegate* unmanaged<nint, nuint>)Find("BIO_ctrl_pending");

    public static readonly delegate* unmanaged<nint*, byte**, nint, nint> d2i_X509 =
        (delegate* unmanaged<nint*, byte**, nint, nint>)Find("d2i_X509");
    public static readonly delegate* unmanaged<nint*, byte**, nint, nint> d2i_AutoPrivateKey =
        (delegate* unmanaged<nint*, byte**, nint, nint>)Find("d2i_AutoPrivateKey");
    public static readonly delegate* unmanaged<nint, void> X509_free = (delegate* unmanaged<nint, void>)Find("X509_free");
    public static readonly delegate* unmanaged<nint, void> EVP_PKEY_free = (delegate* unmanaged<nint, void>)Find("EVP_PKEY_free");
    public static readonly delegate* unmanaged<nint, nint, byte*, uint*, int> X509_digest =
        (delegate* unmanaged<nint, nint, byte*, uint*, int>)Find("X509_digest");
    public static readonly delegate* unmanaged<nint, nint> X509_STORE_CTX_get0_cert =
        (delegate* unmanaged<nint, nint>)Find("X509_STORE_CTX_get0_cert");
    public static readonly delegate* unmanaged<nint, int, void> X509_STORE_CTX_set_error =
        (delegate* unmanaged<nint, int, void>)Find("X509_STORE_CTX_set_error");
    public static readonly delegate* unmanaged<nint> EVP_sha256 = (delegate* unmanaged<nint>)Find("EVP_sha256");
    public static readonly delegate* unmanaged<nint> EVP_sha384 = (delegate* unmanaged<nint>)Find("EVP_sha384");
    public static readonly delegate* unmanaged<nint> EVP_sha512 = (delegate* unmanaged<nint>)Find("EVP_sha512");

    public static readonly delegate* unmanaged<nuint> ERR_peek_last_error = (delegate* unmanaged<nuint>)Find("ERR_peek_last_error");
    public static readonly delegate* unmanaged<nuint, byte*> ERR_reason_error_string =
        (delegate* unmanaged<nuint, byte*>)Find("ERR_reason_error_string");
    public static readonly delegate* unmanaged<void> ERR_clear_error = (delegate* unmanaged<void>)Find("ERR_clear_error");

    /// <summary>Empties this thread's error queue and names its last error, in OpenSSL's words.</summary>
    public static string TakeError()
    {
        var code = ERR_peek_last_error();
        ERR_clear_error();
        var reason = code == 0 ? null : ERR_reason_error_string(code);
        return reason == null ? $"OpenSSL error {code:x}" : Marshal.PtrToStringUTF8((nint)reason)!;
    }

    /// <summary>A string as C wants it.</summary>
    public static byte[] CString(string text) => Encoding.UTF8.GetBytes(text + '\0');

    // The symbols of libcrypto are found through libssl, which depends on it.
    private static nint Find(string name) => NativeLibrary.GetExport(library, name);

    private static nint Load()
    {
        ReadOnlySpan<string> names = ["libssl.so.3", "libssl.so.1.1", "libssl.3.dylib"];
        foreach (var name in names)
        {
            if (NativeLibrary.TryLoad(name, out var handle))
            {
                return handle;
            }
        }

        throw new DllNotFoundException("OpenSSL is missing: neither libssl.so.3 nor libssl.so.1.1 could be loaded.");
    }
}
